import { SecretText } from "../../../src/domain/secret-text.js";
import { awsKeyOf, type Gateway, type IssuedCredential } from "../../../src/gateway/index.js";
import { clientAt, clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";
import { Sandbox } from "../sandbox-gateway/sandbox.js";

let sandbox: Sandbox;
let gateway: Gateway;

beforeEach(async () => {
  sandbox = await Sandbox.start();
  const { accessId, accessKey } = sandbox.gateway.admin;
  gateway = clientAt(sandbox.gateway.url, {
    login: { kind: "access_key", accessId, accessKey: new SecretText(accessKey) },
  });
});
afterEach(async () => {
  await closeServers();
  await sandbox.stop();
});

async function producer(fields: object = {}): Promise<void> {
  await sandbox.target("/aws", await sandbox.user("gw"));
  await sandbox.call("DynamicSecretCreateAws", { name: "/producer", "target-name": "/aws", ...fields });
}

const whoIs = ({ aws }: IssuedCredential) =>
  sandbox.whoIs({
    accessKeyId: aws?.accessKeyId ?? "",
    secretAccessKey: aws?.secretAccessKey.reveal() ?? "",
    ...(aws?.sessionToken && { sessionToken: aws.sessionToken.reveal() }),
  });

/** What the official SDK is told of what was issued. */
const listedBySdk = () =>
  sandbox.call<{ id: string; custom_ttl: number }[]>("DynamicSecretTmpCredsGet", { name: "/producer" });

describe("a temporary user", () => {
  test("is issued with its lifetime and a secret that cannot be printed", async () => {
    await producer({ "user-ttl": "45m" });
    const issued = await gateway.issuedCredentials.issue("producer");
    expect(issued).toMatchObject({ ttlSeconds: 2700, id: expect.any(String), aws: { sessionToken: null } });
    expect(await whoIs(issued)).toContain(`user/${issued.id}`);
    const secret = issued.aws?.secretAccessKey.reveal() ?? "";
    expect(secret).not.toBe("");
    expect(JSON.stringify(issued)).not.toContain(secret);
    expect(issued.fields.secret_access_key?.reveal()).toBe(secret);
    expect(JSON.parse(issued.json.reveal())).toMatchObject({ secret_access_key: secret });
  });

  test("is listed as the official SDK lists it", async () => {
    await producer({ "user-ttl": "30m" });
    const { id } = await gateway.issuedCredentials.issue("/producer");
    const byUs = await gateway.issuedCredentials.list("/producer");
    expect(byUs).toEqual([
      {
        id,
        accessId: sandbox.gateway.admin.accessId,
        createdAt: sandbox.clock.now(),
        minutesLeft: 30,
        host: "",
      },
    ]);
    expect(await listedBySdk()).toMatchObject([{ id, custom_ttl: 30 }]);
  });

  test("lives on when it is extended, and ends after that by itself", async () => {
    await producer({ "user-ttl": "30m" });
    const issued = await gateway.issuedCredentials.issue("/producer");
    await sandbox.clock.advance(20 * 60);
    await gateway.issuedCredentials.extend("/producer", { id: issued.id ?? "" }, 30);
    expect(await listedBySdk()).toMatchObject([{ custom_ttl: 30 }]);
    await sandbox.clock.advance(29 * 60);
    expect(await whoIs(issued)).toContain("user/");
    await sandbox.clock.advance(60);
    expect(await whoIs(issued)).toBe("InvalidClientTokenId");
  });

  test("is gone once it is revoked, and may be revoked again", async () => {
    await producer();
    const issued = await gateway.issuedCredentials.issue("/producer");
    await gateway.issuedCredentials.revoke("/producer", issued.id ?? "");
    expect(await whoIs(issued)).toBe("InvalidClientTokenId");
    expect(await gateway.issuedCredentials.list("/producer")).toEqual([]);
    await gateway.issuedCredentials.revoke("/producer", issued.id ?? "");
  });

  test.each([
    ["the official SDK has revoked", "DynamicSecretTmpCredsDelete"],
    ["went with its producer", "DynamicSecretDelete"],
  ])("that %s is revoked already, and cannot be extended", async (_, model) => {
    await producer();
    const { id } = await gateway.issuedCredentials.issue("/producer");
    await sandbox.call(model, { name: "/producer", "tmp-creds-id": id });
    await gateway.issuedCredentials.revoke("/producer", id ?? "");
    const extended = gateway.issuedCredentials.extend("/producer", { id: id ?? "" }, 10);
    expect(await thrownBy(extended)).toMatchObject({ code: "GATEWAY_OBJECT_MISSING" });
  });

  test("is not issued a second time where the reply was lost", async () => {
    await producer();
    sandbox.gateway.answerNext("dynamic-secret-get-value", { replyLost: true });
    expect(await thrownBy(gateway.issuedCredentials.issue("/producer"))).toMatchObject({
      code: "GATEWAY_REPLY_LOST",
    });
    expect(await listedBySdk()).toHaveLength(1);
  });

  test("is taken back where its answer cannot be used, and kept for what is told of its lifetime", async () => {
    const key = { id: "tmp-1", access_key_id: "AKIAEXAMPLEEXAMPLE01" };
    const answers = [
      { ...key, ttl_in_minutes: "59.5", secret_access_key: "one" },
      { ...key, ttl_in_minutes: "soon", secret_access_key: "two" },
      { ...key, ttl_in_minutes: "60" },
    ];
    const { gateway: scripted, server } = await clientOf(({ command }, count) => ({
      json: command === "dynamic-secret-get-value" ? answers[count - 1] : {},
    }));
    const issue = () => scripted.issuedCredentials.issue("/producer");
    expect(await issue()).toMatchObject({ id: "tmp-1", ttlSeconds: 3_570 });
    expect(await issue()).toMatchObject({ id: "tmp-1", ttlSeconds: null });
    expect(server.of("dynamic-secret-tmp-creds-delete")).toEqual([]);
    expect(await thrownBy(issue())).toMatchObject({ code: "GATEWAY_ANSWER_UNEXPECTED" });
    expect(server.of("dynamic-secret-tmp-creds-delete").map(({ body }) => body["tmp-creds-id"])).toEqual([
      "tmp-1",
    ]);
  });

  test("without an access key is no AWS key", async () => {
    await producer({ "aws-user-programmatic-access": false, "aws-user-console-access": true });
    const issued = await gateway.issuedCredentials.issue("/producer");
    expect(issued).toMatchObject({ aws: null, fields: { password: expect.any(SecretText) } });
    expect(() => awsKeyOf(issued, "/producer")).toThrow(/password for the console alone/);
  });
});

describe("a role", () => {
  test("is the one that was asked for, and the first where none was", async () => {
    const roles = [await sandbox.role("reader"), await sandbox.role("writer")];
    await producer({ "access-mode": "assume_role", "aws-role-arns": roles.join(",") });
    const [first, second] = [
      await gateway.issuedCredentials.issue("/producer"),
      await gateway.issuedCredentials.issue("/producer", { roleArn: roles[1] ?? "" }),
    ];
    expect(first.aws?.sessionToken).toBeInstanceOf(SecretText);
    expect(await whoIs(first)).toContain("assumed-role/reader");
    expect(await whoIs(second)).toContain("assumed-role/writer");
    const other = gateway.issuedCredentials.issue("/producer", { roleArn: `${roles[0]}s` });
    expect(await thrownBy(other)).toMatchObject({ code: "GATEWAY_REFUSED" });
  });

  test("cannot be extended", async () => {
    await producer({ "access-mode": "assume_role", "aws-role-arns": await sandbox.role("reader") });
    const { id } = await gateway.issuedCredentials.issue("/producer");
    const extended = gateway.issuedCredentials.extend("/producer", { id: id ?? "" }, 10);
    expect(await thrownBy(extended)).toMatchObject({ code: "GATEWAY_REFUSED" });
  });
});

test("an answer that is no list of credentials is not understood, and null is the empty list", async () => {
  const { gateway: scripted } = await clientOf((_, count) => ({ json: count === 1 ? null : { id: "x" } }));
  expect(await scripted.issuedCredentials.list("/producer")).toEqual([]);
  expect(await thrownBy(scripted.issuedCredentials.list("/producer"))).toMatchObject({
    code: "GATEWAY_ANSWER_UNEXPECTED",
  });
});
