import { execFileSync } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { post, Sandbox } from "./sandbox.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

const LET_IN = { status: 200, code: undefined };
const KEPT_OUT = { status: 401, code: "AuthenticationFailed" };

/** What a login came to: its status, and the code of the refusal. */
async function logIn(body: Record<string, unknown>) {
  const { status, text } = await post(`${sandbox.gateway.url}/auth`, body);
  return { status, code: /Error: (\w+)/.exec(text)?.[1] };
}

async function subClaims(body: Record<string, unknown>) {
  const { text } = await post(`${sandbox.gateway.url}/auth`, body);
  const { token } = JSON.parse(text) as { token: string };
  return (await sandbox.call<{ sub_claims: object }>("DescribeSubClaims", {}, token)).sub_claims;
}

const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

describe("whatever the kind", () => {
  test.each([
    ["127.0.0.0/8", LET_IN],
    ["127.0.0.1/32", LET_IN],
    ["192.0.2.0/24", KEPT_OUT],
    ["2001:db8::/32", KEPT_OUT],
  ])("an auth method bound to %s answers %j to a caller from 127.0.0.1", async (block, outcome) => {
    const name = `/from/${block.replace(/\W/g, "-")}`;
    for (const wire of ["bound-ips", "gw-bound-ips"]) {
      const made = await sandbox.call("AuthMethodCreateApiKey", { name: `${name}/${wire}`, [wire]: [block] });
      expect(await logIn({ "access-id": made.access_id, "access-key": made.access_key })).toEqual(outcome);
    }
  });

  test("an auth method that asks for sub-claims is associated with none but with them", async () => {
    await sandbox.call("AuthMethodCreateApiKey", { name: "/strict", "force-sub-claims": true });
    await sandbox.call("CreateRole", { name: "/strict" });
    const pair = { "role-name": "/strict", "am-name": "/strict" };
    expect(await sandbox.refused("AssocRoleAuthMethod", pair)).toMatchObject({ status: 400 });
    const claims = { "sub-claims": { group: "admins" } };
    const { assoc_id } = await sandbox.call("AssocRoleAuthMethod", { ...pair, ...claims });
    expect(await sandbox.refused("UpdateAssoc", { "assoc-id": assoc_id })).toMatchObject({ status: 400 });
    await sandbox.call("UpdateAssoc", { "assoc-id": assoc_id, "sub-claims": { group: "owners" } });
  });
});

describe("with a certificate", () => {
  let dir: string;
  let accessId: string;
  const bound = { "bound-common-names": ["build-*"], "bound-organizational-units": ["ci"] };
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "certificates-"));
    for (const authority of ["ca", "other-ca"]) selfSigned(authority);
    issued("build-7", "ca", "/CN=build-7/OU=ci");
    issued("ec", "ca", "/CN=build-8/OU=ci", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]);
    issued("elsewhere", "other-ca", "/CN=build-7/OU=ci");
    issued("person", "ca", "/CN=person/OU=ci");
    const made = await sandbox.call("AuthMethodCreateCert", {
      name: "/cert",
      "unique-identifier": "common_name",
      "certificate-data": base64(read("ca.crt")),
      ...bound,
    });
    accessId = made.access_id as string;
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const read = (name: string) => readFileSync(join(dir, name), "utf8");
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: dir, stdio: "pipe" });
  function selfSigned(name: string): void {
    openssl(
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", `/CN=${name}`],
      ...["-keyout", `${name}.key`, "-out", `${name}.crt`],
    );
  }
  function issued(name: string, by: string, subject: string, key: string[] = ["-newkey", "rsa:2048"]): void {
    openssl("req", ...key, "-nodes", "-subj", subject, "-keyout", `${name}.key`, "-out", `${name}.csr`);
    openssl(
      ...["x509", "-req", "-in", `${name}.csr`, "-CA", `${by}.crt`, "-CAkey", `${by}.key`],
      ...["-CAcreateserial", "-days", "1", "-out", `${name}.crt`],
    );
  }
  async function challengeFor(name: string): Promise<string> {
    const fields = { "access-id": accessId, "cert-data": base64(read(`${name}.crt`)) };
    return (await sandbox.call<{ challenge: string }>("GetCertChallenge", fields)).challenge;
  }
  /** The signature is made by OpenSSL, as the service's own pages do it. */
  function signed(challenge: string, key: string): string {
    writeFileSync(join(dir, "challenge"), Buffer.from(challenge, "base64"));
    return base64(openssl("dgst", "-sha256", "-sign", `${key}.key`, "challenge"));
  }
  const body = (name: string, challenge: string, signature: string) => ({
    "access-type": "cert",
    "access-id": accessId,
    "cert-data": base64(read(`${name}.crt`)),
    "cert-challenge": challenge,
    "signed-cert-challenge": signature,
  });
  async function proof(name: string, key = name) {
    const challenge = await challengeFor(name);
    return body(name, challenge, signed(challenge, key));
  }

  test.each(["build-7", "ec"])("lets in who signs the challenge with the key of %s", async (name) => {
    expect(await logIn(await proof(name))).toEqual(LET_IN);
  });

  test("proves the names of the certificate", async () => {
    expect(await subClaims(await proof("build-7"))).toMatchObject({
      common_name: ["build-7"],
      organizational_unit: ["ci"],
    });
  });

  test.each([
    ["another authority", "elsewhere", "elsewhere"],
    ["a name out of bounds", "person", "person"],
    ["another key than the certificate's", "build-7", "ec"],
  ])("keeps out %s", async (_, name, key) => {
    expect(await logIn(await proof(name, key))).toEqual(KEPT_OUT);
  });

  test("a challenge is good once, for a minute, and for its own certificate", async () => {
    const once = await proof("build-7");
    expect(await logIn(once)).toEqual(LET_IN);
    expect(await logIn(once)).toEqual(KEPT_OUT);
    const late = await proof("build-7");
    await sandbox.clock.advance(60);
    expect(await logIn(late)).toEqual(KEPT_OUT);
    const others = await challengeFor("ec");
    expect(await logIn(body("build-7", others, signed(others, "build-7")))).toEqual(KEPT_OUT);
    const own = base64(sign("sha256", Buffer.from("own"), read("build-7.key")));
    expect(await logIn(body("build-7", base64("own"), own))).toEqual(KEPT_OUT);
  });
});

describe("with universal identity", () => {
  const uid = (token: unknown) => logIn({ "access-type": "universal_identity", "uid-token": token });
  const method = async (name: string, more: object = {}) => {
    const made = await sandbox.call("AuthMethodCreateUniversalIdentity", { name, ttl: 30, ...more });
    const { token } = await sandbox.call("UidGenerateToken", { "auth-method-name": name });
    return { accessId: made.access_id as string, token: token as string };
  };

  test("lets in by a token until it is rotated, and by its successor then", async () => {
    const { token, accessId } = await method("/uid/rotated");
    expect(await uid(token)).toEqual(LET_IN);
    const { token: next } = await sandbox.call("UidRotateToken", { "uid-token": token });
    expect(await uid(token)).toEqual(KEPT_OUT);
    expect(await uid(next)).toEqual(LET_IN);
    const named = { "access-type": "universal_identity", "uid-token": next };
    expect(await logIn({ ...named, "access-id": accessId })).toEqual(LET_IN);
    expect(await logIn({ ...named, "access-id": sandbox.gateway.admin.accessId })).toEqual(KEPT_OUT);
  });

  test("with an acknowledgement the former token is good until it comes", async () => {
    const { token } = await method("/uid/acknowledged");
    const { token: next } = await sandbox.call("UidRotateToken", {
      "uid-token": token,
      "with-manual-ack": true,
    });
    expect([await uid(token), await uid(next)]).toEqual([LET_IN, LET_IN]);
    await sandbox.call("UidRotateToken", { "uid-token": next, "send-manual-ack-token": next });
    expect([await uid(token), await uid(next)]).toEqual([KEPT_OUT, LET_IN]);
  });

  test("a token that nobody rotates ends with its time", async () => {
    const { token } = await method("/uid/forgotten");
    await sandbox.clock.advance(30 * 60 - 1);
    expect(await uid(token)).toEqual(LET_IN);
    await sandbox.clock.advance(1);
    expect(await uid(token)).toEqual(KEPT_OUT);
  });

  test("denies rotation and children where the auth method does", async () => {
    const { token } = await method("/uid/denied", { "deny-rotate": true, "deny-inheritance": true });
    expect(await sandbox.refused("UidRotateToken", { "uid-token": token })).toMatchObject({ status: 403 });
    expect(await sandbox.refused("UidCreateChildToken", { "uid-token": token })).toMatchObject({
      status: 403,
    });
  });

  test("a token that is revoked takes its children along", async () => {
    const { token } = await method("/uid/family");
    const { token: child } = await sandbox.call("UidCreateChildToken", { "uid-token": token });
    expect(await uid(child)).toEqual(LET_IN);
    const name = { "auth-method-name": "/uid/family" };
    const { root } = await sandbox.call<{ root: { id: string; children: object } }>("UidListChildren", name);
    expect(Object.keys(root.children)).toHaveLength(1);
    await sandbox.call("UidRevokeToken", { ...name, "revoke-token": root.id, "revoke-type": "revokeAll" });
    expect([await uid(token), await uid(child)]).toEqual([KEPT_OUT, KEPT_OUT]);
  });
});

describe("from a Kubernetes cluster", () => {
  const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const theirs = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const reviews: { readonly by: string | undefined; readonly audiences: unknown }[] = [];
  let cluster: Server;
  let accessId: string;
  const users: Readonly<Record<string, object>> = {
    "token.of.deployer": {
      username: "system:serviceaccount:prod:deployer",
      extra: { "authentication.kubernetes.io/pod-name": ["web-0"] },
    },
    "token.of.visitor": { username: "system:serviceaccount:prod:visitor" },
    "token.of.stage": { username: "system:serviceaccount:stage:deployer" },
    "token.of.ann": { username: "ann" },
  };

  beforeAll(async () => {
    cluster = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { spec } = JSON.parse(Buffer.concat(chunks).toString()) as {
        spec: { token: string; audiences?: unknown };
      };
      reviews.push({ by: request.headers.authorization, audiences: spec.audiences });
      const user = users[spec.token];
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ status: { authenticated: user !== undefined, user } }));
    });
    await new Promise<void>((resolve) => cluster.listen(0, "127.0.0.1", resolve));
    const made = await sandbox.call("AuthMethodCreateK8s", {
      name: "/k8s",
      "gen-key": "false",
      "public-key": base64(ours.publicKey.export({ type: "spki", format: "pem" })),
      "bound-sa-names": ["deployer"],
      "bound-namespaces": ["prod"],
      audience: "gateway",
    });
    accessId = made.access_id as string;
    for (const [name, { privateKey }] of Object.entries({ prod: ours, forged: theirs })) {
      await sandbox.call("GatewayCreateK8SAuthConfig", {
        name,
        "access-id": accessId,
        "signing-key": base64(privateKey.export({ type: "pkcs8", format: "pem" })),
        "k8s-host": `http://127.0.0.1:${(cluster.address() as AddressInfo).port}`,
        "token-reviewer-jwt": "reviewer",
      });
    }
  });
  afterAll(() => new Promise((resolve) => cluster.close(resolve)));

  const body = (token: string, config = "prod") => ({
    "access-type": "k8s",
    "access-id": accessId,
    "k8s-auth-config-name": config,
    "k8s-service-account-token": base64(token),
  });

  test("lets in a service account that the cluster knows and the auth method is bound to", async () => {
    expect(await logIn(body("token.of.deployer"))).toEqual(LET_IN);
    expect(reviews.at(-1)).toEqual({ by: "Bearer reviewer", audiences: ["gateway"] });
    expect(await subClaims(body("token.of.deployer"))).toMatchObject({
      service_account_name: ["deployer"],
      namespace: ["prod"],
      pod_name: ["web-0"],
    });
  });

  test.each(["token.of.visitor", "token.of.stage", "token.of.ann", "token.of.none"])(
    "keeps out %s",
    async (token) => {
      expect(await logIn(body(token))).toEqual(KEPT_OUT);
    },
  );

  test("keeps out a good token that is not sent in base64, and base64 of no token", async () => {
    const asked = reviews.length;
    for (const sent of ["token.of.deployer", `${base64("token.of.deployer")}\n`, base64("not-a-jwt"), ""]) {
      expect(await logIn({ ...body(""), "k8s-service-account-token": sent })).toEqual(KEPT_OUT);
    }
    expect(reviews).toHaveLength(asked);
  });

  test("keeps out whom a configuration vouches for that has another key, or that is none", async () => {
    expect(await logIn(body("token.of.deployer", "forged"))).toEqual(KEPT_OUT);
    expect(await logIn(body("token.of.deployer", "unknown"))).toEqual(KEPT_OUT);
  });
});

describe("with a token of an identity provider", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  let provider: Server;
  let issuer: string;
  let accessId: string;
  const token = (more: object = {}) => {
    const exp = Math.floor(sandbox.clock.realNow().getTime() / 1000) + 60;
    const claims = { iss: issuer, aud: "gateway", email: "ann@example.com", groups: "dev;ops", exp, ...more };
    const content = `${part({ alg: "RS256", kid: "1" })}.${part(claims)}`;
    return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
  };
  beforeAll(async () => {
    provider = createServer((request, response) => {
      const keys = [{ ...publicKey.export({ format: "jwk" }), kid: "1" }];
      const isKeys = request.url === "/keys";
      response.end(JSON.stringify(isKeys ? { keys } : { issuer, jwks_uri: `${issuer}/keys` }));
    });
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    const made = await sandbox.call("AuthMethodCreateOIDC", {
      name: "/oidc",
      "unique-identifier": "email",
      issuer,
      "client-id": "gateway",
      "subclaims-delimiters": [";"],
    });
    accessId = made.access_id as string;
  });
  afterAll(() => new Promise((resolve) => provider.close(resolve)));
  const body = (jwt: string) => ({ "access-type": "oidc", "access-id": accessId, jwt });

  test("lets in whom the provider knows, with the values of a claim parted", async () => {
    expect(await subClaims(body(token()))).toMatchObject({
      email: ["ann@example.com"],
      groups: ["dev;ops", "dev", "ops"],
    });
  });

  test.each<[string, object]>([
    ["for another client", { aud: "other" }],
    ["of another issuer", { iss: "https://idp.example.com" }],
    ["without the unique identifier", { email: undefined }],
  ])("keeps out a token %s", async (_, more) => {
    expect(await logIn(body(token(more)))).toEqual(KEPT_OUT);
  });
});
