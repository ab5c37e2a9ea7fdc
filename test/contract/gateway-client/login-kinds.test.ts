import { execFileSync } from "node:child_process";
import { generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SecretText } from "../../../src/domain/secret-text.js";
import type { Fault } from "../../../src/errors/fault.js";
import type { GatewayLogin } from "../../../src/gateway/index.js";
import { certificateProof } from "../../../src/gateway/proofs/certificate.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { thrownBy } from "../../support/gateway/client.js";
import { type SandboxWorld, sandboxWorld } from "../../support/gateway/sandbox-world.js";

let world: SandboxWorld;
let dir: string;
let admin: (command: string, fields: object) => Promise<Record<string, unknown>>;
beforeAll(async () => {
  world = await sandboxWorld();
  dir = mkdtempSync(join(tmpdir(), "logins-"));
  const administrator = new GatewayAdministrator(world.sandboxGateway);
  admin = (command, fields) => administrator.run(command, fields);
});
afterAll(async () => {
  rmSync(dir, { recursive: true });
  await world.close();
});

const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
const file = (name: string) => join(dir, name);

/** What the login has proven, or the fault with which it ended. */
const claims = (login: GatewayLogin) => world.gatewayAs(login).caller.subClaims();
const faultOf = async (login: GatewayLogin) => (await thrownBy(claims(login))) as Fault;
const commands = () => world.sandboxGateway.calls().map(({ command }) => command);

/** An HTTP server on a free port, and what closes it. */
async function served(
  answer: (path: string, authorization: string, body: string) => { status?: number; json: object },
) {
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status = 200, json } = answer(
      request.url ?? "",
      request.headers.authorization ?? "",
      Buffer.concat(chunks).toString(),
    );
    response.statusCode = status;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

describe("by a certificate", () => {
  let accessId: string;
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: dir, stdio: "pipe" });
  const cert = (name: string, key = name): GatewayLogin => ({
    kind: "cert",
    accessId,
    certificateFile: file(`${name}.crt`),
    privateKeyFile: file(`${key}.key`),
  });
  beforeAll(async () => {
    for (const name of ["build-7", "build-8", "stranger"]) {
      openssl(
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"],
        ...["-subj", `/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.crt`],
      );
    }
    const made = await admin("auth-method-create-cert", {
      name: "/cert",
      "unique-identifier": "common_name",
      "certificate-data": base64(
        `${readFileSync(file("build-7.crt"))}\n${readFileSync(file("build-8.crt"))}`,
      ),
      "bound-common-names": ["build-7"],
    });
    accessId = String(made.access_id);
  });

  test("proves the key by a challenge, and the key is never sent", async () => {
    expect(await claims(cert("build-7"))).toMatchObject({ common_name: ["build-7"] });
    expect(commands().slice(-3)).toEqual(["get-cert-challenge", "auth", "describe-sub-claims"]);
    const key = readFileSync(file("build-7.key"), "utf8").split("\n").slice(1, -2).join("");
    for (const secret of world.sandboxGateway.issuedSecrets()) expect(secret).not.toContain(key.slice(8, 60));
  });

  test("sends of a file with key, certificate and chain the certificates alone", async () => {
    const parts = ["build-7.key", "build-7.crt", "build-8.crt"].map((name) =>
      readFileSync(file(name), "utf8"),
    );
    writeFileSync(file("all.pem"), `of build-7\n${parts.join("")}`);
    const all = file("all.pem");
    const login: GatewayLogin = { kind: "cert", accessId, certificateFile: all, privateKeyFile: all };
    expect(await claims(login)).toMatchObject({ common_name: ["build-7"] });
    const sent = world.sandboxGateway.issuedSecrets().map((text) => Buffer.from(text, "base64").toString());
    expect(sent).toContain(parts.slice(1).join("").trim());
    for (const text of sent) expect(text).not.toContain("PRIVATE KEY");
  });

  test("asks the gateway for nothing where the certificate is not yet, or not any more, in its time", async () => {
    const files = { certificateFile: file("build-7.crt"), privateKeyFile: file("build-7.key") };
    const { validFrom, validTo } = new X509Certificate(readFileSync(files.certificateFile));
    const seen = async (now: number) =>
      ((await thrownBy(certificateProof(files, new Date(now)))) as Fault).details.seen;
    const [start, end] = [Date.parse(validFrom), Date.parse(validTo)];
    expect(await seen(start - 1)).toBe(
      `the certificate is good from ${new Date(start).toISOString()} on, and the clock of this machine says ${new Date(start - 1).toISOString()}`,
    );
    expect(await seen(end)).toBe(
      `the certificate has ended on ${new Date(end).toISOString()}, and the clock of this machine says ${new Date(end).toISOString()}`,
    );
    await certificateProof(files, new Date(start));
  });

  test.each(["build-8", "stranger"])("is refused as %s, and says what to look at", async (name) => {
    const fault = await faultOf(cert(name));
    expect(fault.code).toBe("GATEWAY_UNAUTHENTICATED");
    expect(fault.details.advice).toContain("names are within the bounds");
  });

  test("asks the gateway for nothing where key or certificate cannot be used", async () => {
    writeFileSync(file("odd.crt"), "no certificate");
    writeFileSync(file("odd.key"), "no key");
    writeFileSync(file("shut.key"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    const before = commands().length;
    const seen = async (login: GatewayLogin) => {
      const fault = await faultOf(login);
      expect(fault.code).toBe("GATEWAY_PROOF_UNUSABLE");
      return fault.details.seen;
    };
    expect(await seen(cert("none"))).toContain("cannot be read (ENOENT)");
    expect(await seen(cert("odd"))).toContain("no certificate in PEM");
    expect(await seen(cert("build-7", "odd"))).toContain("no private key in PEM");
    expect(await seen(cert("build-7", "shut"))).toContain("is encrypted");
    expect(await seen(cert("build-7", "build-8"))).toContain("not that of the certificate");
    expect(commands()).toHaveLength(before);
  });
});

describe("by universal identity", () => {
  test("reads the file for each login, so that a rotation by another program is followed", async () => {
    await admin("auth-method-create-universal-identity", { name: "/uid" });
    const { token } = await admin("uid-generate-token", { "auth-method-name": "/uid" });
    writeFileSync(file("uid"), `${token}\n`);
    const gateway = world.gatewayAs({ kind: "universal_identity", uidToken: { file: file("uid") } });
    await gateway.caller.subClaims();
    const { token: next } = await admin("uid-rotate-token", { "uid-token": token });
    writeFileSync(file("uid"), String(next));
    world.sandboxGateway.expireTokens();
    await gateway.caller.subClaims();

    const former = await faultOf({ kind: "universal_identity", uidToken: new SecretText(String(token)) });
    expect(former.code).toBe("GATEWAY_UNAUTHENTICATED");
    expect(former.details.advice).toContain("uid-generate-token");
    expect(former.message).not.toContain(String(token));
  });
});

describe("by Kubernetes", () => {
  test("shows the pod's token in base64, and says why it is refused or cannot be read", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const cluster = await served((_, __, body) => {
      const { token } = (JSON.parse(body) as { spec: { token: string } }).spec;
      const username = "system:serviceaccount:prod:deployer";
      return { json: { status: { authenticated: token === "jwt.of.deployer", user: { username } } } };
    });
    const made = await admin("auth-method-create-k8s", {
      name: "/k8s",
      "gen-key": "false",
      "public-key": base64(publicKey.export({ type: "spki", format: "pem" })),
    });
    const accessId = String(made.access_id);
    await admin("gateway-create-k8s-auth-config", {
      name: "prod",
      "access-id": accessId,
      "signing-key": base64(privateKey.export({ type: "pkcs8", format: "pem" })),
      "k8s-host": cluster.url,
    });
    const k8s = (name: string): GatewayLogin => ({
      kind: "k8s",
      accessId,
      authConfigName: "prod",
      serviceAccountToken: { file: file(name) },
    });
    writeFileSync(file("good"), "jwt.of.deployer\n");
    writeFileSync(file("bad"), "jwt.of.stranger");
    writeFileSync(file("empty"), "");
    expect(await claims(k8s("good"))).toMatchObject({
      namespace: ["prod"],
      service_account_name: ["deployer"],
    });
    expect((await faultOf(k8s("bad"))).code).toBe("GATEWAY_UNAUTHENTICATED");
    expect((await faultOf(k8s("absent"))).details.seen).toContain("cannot be read (ENOENT)");
    expect((await faultOf(k8s("empty"))).details.seen).toContain("is empty");
    await cluster.close();
  });
});

describe("by the token of a job of GitHub Actions", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const token = (more: object) => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: "https://gh.example", sub: "repo:acme/x", exp: seconds + 300, ...more };
    const content = `${part({ alg: "RS256", kid: "1" })}.${part(claims)}`;
    return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
  };
  let github: Awaited<ReturnType<typeof served>>;
  let accessId: string;
  let asked: string[];
  let failures: number;
  beforeAll(async () => {
    github = await served((path, authorization) => {
      asked.push(path);
      if (authorization !== "Bearer request-token") return { status: 403, json: {} };
      failures -= 1;
      if (failures >= 0) return { status: 503, json: {} };
      const audience = new URL(path, "http://x").searchParams.get("audience") ?? "none";
      return { json: { count: 1, value: token({ aud: audience }) } };
    });
    const jwk = { ...publicKey.export({ format: "jwk" }), kid: "1" };
    const made = await admin("auth-method-create-oauth2", {
      name: "/github",
      "jwks-json-data": base64(JSON.stringify({ keys: [jwk] })),
      "unique-identifier": "sub",
      issuer: "https://gh.example",
      audience: "gateway",
    });
    accessId = String(made.access_id);
  });
  beforeEach(() => {
    asked = [];
    failures = 0;
  });
  afterAll(() => github.close());

  const job = (audience: string | null, requestToken = "request-token"): GatewayLogin => ({
    kind: "jwt",
    accessId,
    jwt: {
      requestUrl: `${github.url}/token?api-version=2`,
      requestToken: new SecretText(requestToken),
      audience,
    },
  });

  test("asks GitHub for a token for each login, with the audience and once more where GitHub fails", async () => {
    failures = 1;
    expect(await claims(job("gateway"))).toMatchObject({ sub: ["repo:acme/x"] });
    expect(asked).toEqual(Array(2).fill("/token?api-version=2&audience=gateway"));
  });

  test("tells a refusal by what the token says of itself, without the token", async () => {
    const fault = await faultOf(job(null));
    expect(fault.code).toBe("GATEWAY_UNAUTHENTICATED");
    expect(fault.details.seen).toMatch(
      /iss "https:\/\/gh.example", aud "none", sub "repo:acme\/x", it ends at 20/,
    );
    const ended: GatewayLogin = {
      kind: "jwt",
      accessId,
      jwt: new SecretText(token({ aud: "gateway", exp: 1_700_000_000 })),
    };
    expect((await faultOf(ended)).details.seen).toContain("it ended at 2023-11-14T22:13:20.000Z");
  });

  test("says that GitHub gives none, after one attempt where it refuses", async () => {
    const fault = await faultOf(job("gateway", "wrong"));
    expect(fault).toMatchObject({ code: "GATEWAY_PROOF_UNUSABLE", details: { seen: "it answered 403" } });
    expect(asked).toHaveLength(1);
  });
});
