import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { signedCloudId } from "../../../src/gateway/cloud-id.js";
import { post, Sandbox } from "./sandbox.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

const known = () => sandbox.gateway.issuedSecrets();
const send = (command: string, body: Record<string, unknown>) =>
  post(`${sandbox.gateway.url}/${command}`, body);

describe("a canary scan is told of", () => {
  test("every access key, token and password that was issued", async () => {
    const made = await sandbox.call<{ access_key: string }>("AuthMethodCreateApiKey", { name: "/ci" });
    const reset = await sandbox.call<{ access_key: string }>("ResetAccessKey", { name: "/ci" });
    const keys = await sandbox.user("issuer");
    await sandbox.target("/issuer", keys);
    await sandbox.call("DynamicSecretCreateAws", {
      name: "/console",
      "target-name": "/issuer",
      "aws-user-console-access": true,
    });
    const issued = await sandbox.call<Record<string, string>>("DynamicSecretGetValue", { name: "/console" });
    expect(known()).toEqual(
      expect.arrayContaining([
        sandbox.gateway.admin.accessKey,
        await sandbox.token(),
        made.access_key,
        reset.access_key,
        keys.secretAccessKey,
        issued.secret_access_key,
        issued.password,
      ]),
    );
  });

  test("a wrong access key and a foreign token, which may be right elsewhere", async () => {
    await send("auth", { "access-id": sandbox.gateway.admin.accessId, "access-key": "of-another-gateway" });
    await send("list-items", { token: "t-of-another-gateway" });
    expect(known()).toEqual(expect.arrayContaining(["of-another-gateway", "t-of-another-gateway"]));
  });

  test("a JWT and its signature, but not what any JWT begins with", async () => {
    const [head, claims, signature] = ["eyJhbGciOiJSUzI1NiJ9", "eyJzdWIiOiJjaSJ9", "c2lnbmF0dXJlLW9mLWNp"];
    const jwt = `${head}.${claims}.${signature}`;
    await send("auth", { "access-type": "jwt", "access-id": "p-none", jwt });
    expect(known()).toEqual(expect.arrayContaining([jwt, signature]));
    expect(known()).not.toContain(head);
  });

  test("a token of a pod in base64, as it is, and its signature", async () => {
    const signature = "c2lnbmF0dXJlLW9mLXBvZA";
    const jwt = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwb2QifQ.${signature}`;
    const sent = Buffer.from(jwt).toString("base64");
    await send("auth", { "access-type": "k8s", "access-id": "p-none", "k8s-service-account-token": sent });
    expect(known()).toEqual(expect.arrayContaining([sent, jwt, signature]));
  });

  test("a cloud id, and the signature and the session token within", async () => {
    const credentials = {
      accessKeyId: "ASIAX",
      secretAccessKey: "never-sent-itself",
      sessionToken: "session-token",
    };
    const signer = { credentials: async () => credentials, stsUrl: sandbox.aws.url, region: "us-east-1" };
    const signed = await signedCloudId({ ...signer, now: () => sandbox.clock.realNow() });
    const cloudId = signed.reveal();
    await send("auth", { "access-type": "aws_iam", "access-id": "p-none", "cloud-id": cloudId });
    expect(known()).toEqual(
      expect.arrayContaining([cloudId, "session-token", expect.stringMatching(/^[0-9a-f]{64}$/)]),
    );
  });

  test("what was sent with a call that was answered in another way, or that was refused", async () => {
    sandbox.gateway.answerNext("create-secret", { status: 500, body: { error: "no" } });
    await send("create-secret", { name: "/lost", value: "lost on the way" });
    await send("create-secret", { name: "/refused", value: '{"password":"sent in vain"}', token: "t-none" });
    await send("target-create-aws", {
      name: "/t",
      "access-key": "key of a target",
      "session-token": "of a session",
    });
    expect(known()).toEqual(
      expect.arrayContaining(["lost on the way", "sent in vain", "key of a target", "of a session"]),
    );
  });

  test("the payloads of webhooks, their answers, and what the gateway proves itself with", async () => {
    const passports: unknown[] = [];
    const webhook = await listening((url, headers) => {
      passports.push(headers.akeylesscreds);
      if (url === "/create") return { id: "tmp-1", response: { password: "made by the webhook" } };
      return url === "/rotate" ? { payload: "rotated payload" } : { revoked: ["tmp-1"] };
    });
    try {
      const at = (path: string) => `http://127.0.0.1:${(webhook.address() as AddressInfo).port}${path}`;
      await sandbox.call("DynamicSecretCreateCustom", {
        name: "/custom",
        "create-sync-url": at("/create"),
        "revoke-sync-url": at("/revoke"),
        "rotate-sync-url": at("/rotate"),
        payload: "first payload",
      });
      await sandbox.call("DynamicSecretGetValue", { name: "/custom" });
      expect(passports.length).toBeGreaterThan(0);
      expect(known()).toEqual(expect.arrayContaining(["first payload", "made by the webhook", ...passports]));
    } finally {
      webhook.close();
    }
  });
});

/** A server that answers with JSON. */
async function listening(
  answer: (url: string, headers: Readonly<Record<string, unknown>>) => unknown,
): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    response.end(JSON.stringify(answer(request.url ?? "", request.headers)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
