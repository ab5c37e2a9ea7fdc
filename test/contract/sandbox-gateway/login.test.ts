import { generateKeyPairSync, type JsonWebKey, sign } from "node:crypto";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Keys, post, Sandbox } from "./sandbox.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

const logIn = (body: Record<string, unknown>) => post(`${sandbox.gateway.url}/auth`, body);
const asError = (answer: { text: string }) => (JSON.parse(answer.text) as { error: string }).error;

describe("with an access key", () => {
  test.each(["access_key", "api_key"])("opens a session for access type %s", async (type) => {
    const { accessId, accessKey } = sandbox.gateway.admin;
    const answer = await logIn({ "access-type": type, "access-id": accessId, "access-key": accessKey });
    expect(JSON.parse(answer.text)).toMatchObject({ token: expect.stringMatching(/^t-/) });
  });

  test("fails with 401 for a wrong key", async () => {
    const answer = await logIn({ "access-id": sandbox.gateway.admin.accessId, "access-key": "wrong" });
    expect(answer.status).toBe(401);
    expect(asError(answer)).toContain("Status 401 Unauthorized, Error: AuthenticationFailed.");
  });

  test("fails for the old key after it was reset", async () => {
    const made = await sandbox.call("AuthMethodCreateApiKey", { name: "/reset" });
    const fresh = await sandbox.call("ResetAccessKey", { name: "/reset" });
    const login = (key: unknown) => logIn({ "access-id": made.access_id, "access-key": key });
    expect((await login(made.access_key)).status).toBe(401);
    expect((await login(fresh.access_key)).status).toBe(200);
  });

  test("refuses kinds of login that are not served, by name", async () => {
    const answer = await logIn({ "access-id": "p-x", "access-type": "saml" });
    expect(answer.status).toBe(400);
    expect(asError(answer)).toContain('"saml"');
  });
});

describe("a token", () => {
  test("is valid until its time is over on the sandbox's clock", async () => {
    const token = await sandbox.logIn(sandbox.gateway.admin.accessId, sandbox.gateway.admin.accessKey);
    expect(await sandbox.call("ValidateToken", {}, token)).toMatchObject({ is_valid: true, ttl: 3600 });
    await sandbox.clock.advance(3599);
    await sandbox.call("GetAccountSettings", {}, token);
    await sandbox.clock.advance(1);
    expect(await sandbox.refused("GetAccountSettings", {}, token)).toEqual({
      status: 401,
      error: expect.stringContaining("expired"),
    });
    expect(await sandbox.call("ValidateToken", {}, token)).toMatchObject({ is_valid: false });
  });

  test("lives as long as its auth method says", async () => {
    const made = await sandbox.call<{ access_id: string; access_key: string }>("AuthMethodCreateApiKey", {
      name: "/short",
      "jwt-ttl": 5,
    });
    const token = await sandbox.logIn(made.access_id, made.access_key);
    expect(await sandbox.call("ValidateToken", {}, token)).toMatchObject({ ttl: 300 });
  });

  test("ends when it is revoked, when all are expired, and with its auth method", async () => {
    const { accessId, accessKey } = sandbox.gateway.admin;
    const first = await sandbox.logIn(accessId, accessKey);
    // The official SDK sends no body with this one.
    await post(`${sandbox.gateway.url}/revoke-creds`, { token: first });
    expect(await sandbox.refused("GetAccountSettings", {}, first)).toMatchObject({ status: 401 });

    const made = await sandbox.call<{ access_id: string; access_key: string }>("AuthMethodCreateApiKey", {
      name: "/gone",
    });
    const second = await sandbox.logIn(made.access_id, made.access_key);
    await sandbox.call("AuthMethodDelete", { name: "/gone" });
    expect(await sandbox.refused("GetAccountSettings", {}, second)).toMatchObject({ status: 401 });

    const third = await sandbox.logIn(accessId, accessKey);
    sandbox.gateway.expireTokens();
    expect(await sandbox.refused("GetAccountSettings", {}, third)).toMatchObject({ status: 401 });
    await sandbox.clock.advance(3600);
  });
});

describe("with a signed AWS identity", () => {
  /** A caller as STS knows it. */
  interface Caller {
    readonly keys: Keys;
    readonly arn: string;
    readonly id: string;
    readonly name: string;
    readonly session: string;
  }
  type Who = "role" | "other" | "user";
  let made = 0;
  let known: Promise<Readonly<Record<Who, Caller>>> | undefined;

  /** A user and two roles, made once. */
  function callers(): Promise<Readonly<Record<Who, Caller>>> {
    known ??= (async () => {
      const user = await sandbox.user("bounded");
      const [role, other] = [await sandbox.role("fitting"), await sandbox.role("other")];
      return {
        user: await caller(user, "bounded"),
        role: await caller(await session(user, role), "fitting"),
        other: await caller(await session(user, other, "other"), "other"),
      };
    })();
    return known;
  }

  async function caller(keys: Keys, name: string): Promise<Caller> {
    const sts = new STSClient({ endpoint: sandbox.aws.url, region: "us-east-1", credentials: keys });
    const { Arn = "", UserId = "" } = await sts.send(new GetCallerIdentityCommand({}));
    sts.destroy();
    const [id = "", sessionName = ""] = UserId.split(":");
    return { keys, arn: Arn, id, name, session: sessionName };
  }

  const method = async (name: string, bounds: Record<string, unknown>) => {
    const fields = { name, "bound-aws-account-id": [sandbox.aws.accountId], ...bounds };
    const made = await sandbox.call("AuthMethodCreateAwsIam", fields);
    return made.access_id as string;
  };
  const prove = (accessId: string, cloudId: string) =>
    logIn({ "access-type": "aws_iam", "access-id": accessId, "cloud-id": cloudId });

  test("opens a session for a user of the bound account and name", async () => {
    const keys = await sandbox.user("ci");
    const accessId = await method("/aws/user", { "bound-user-name": ["ci"] });
    const answer = await prove(accessId, await officialCloudId(keys));
    expect(answer.status).toBe(200);
    const { token } = JSON.parse(answer.text) as { token: string };
    const claims = await sandbox.call<{ sub_claims: Record<string, string[]> }>(
      "DescribeSubClaims",
      {},
      token,
    );
    expect(claims.sub_claims).toMatchObject({ user_name: ["ci"], account_id: [sandbox.aws.accountId] });
    expect(sandbox.aws.calls().at(-1)).toMatchObject({
      action: "GetCallerIdentity",
      callerKeyId: keys.accessKeyId,
    });
  });

  test("opens a session for a role that is bound and refuses another role", async () => {
    const keys = await sandbox.user("assumer");
    const [right, wrong] = [await sandbox.role("deployers"), await sandbox.role("visitors")];
    const accessId = await method("/aws/role", { "bound-role-name": ["deployers"] });
    expect((await prove(accessId, await officialCloudId(await session(keys, right)))).status).toBe(200);
    const refused = await prove(accessId, await officialCloudId(await session(keys, wrong)));
    expect(refused.status).toBe(401);
    expect(asError(refused)).toContain("access authentication failed");
  });

  test.each<[string, (who: Caller) => string, Who, Who]>([
    ["bound-arn", (who) => who.arn, "role", "other"],
    ["bound-arn", (who) => who.arn.replace(/[^/]+$/, "*"), "role", "other"],
    ["bound-arn", (who) => `arn:aws:iam::${who.arn.split(":")[4]}:role/${who.name}`, "role", "other"],
    ["bound-role-id", (who) => who.id, "role", "other"],
    ["bound-role-name", (who) => who.name, "role", "other"],
    ["bound-role-name", (who) => who.name, "role", "user"],
    ["bound-resource-id", (who) => who.session, "role", "user"],
    ["bound-resource-id", (who) => `${who.id}:${who.session}`, "role", "other"],
    ["bound-user-id", (who) => who.id, "user", "role"],
    ["bound-user-name", (who) => who.name, "user", "role"],
  ])("lets in by %s, as it is set for it, and keeps out another", async (bound, pattern, fitting, other) => {
    const who = await callers();
    const accessId = await method(`/aws/bound-${made++}`, { [bound]: [pattern(who[fitting])] });
    expect((await prove(accessId, await officialCloudId(who[fitting].keys))).status).toBe(200);
    expect((await prove(accessId, await officialCloudId(who[other].keys))).status).toBe(401);
  });

  test("keeps out whom one of two bounds does not fit, and every caller once the access has expired", async () => {
    const { role } = await callers();
    const bounds = { "bound-role-name": [role.name], "bound-role-id": ["AROAOFANOTHERROLE"] };
    const both = await method("/aws/both", bounds);
    expect((await prove(both, await officialCloudId(role.keys))).status).toBe(401);
    const now = Math.floor(sandbox.clock.now().getTime() / 1000);
    const ended = await method("/aws/ended", { "access-expires": now - 1 });
    expect((await prove(ended, await officialCloudId(role.keys))).status).toBe(401);
    const ending = await method("/aws/ending", { "access-expires": now + 3600 });
    expect((await prove(ending, await officialCloudId(role.keys))).status).toBe(200);
  });

  test("fails for another account", async () => {
    const keys = await sandbox.user("stranger");
    const accessId = await method("/aws/account", { "bound-aws-account-id": ["999999999999"] });
    expect((await prove(accessId, await officialCloudId(keys))).status).toBe(401);
  });

  test("fails when STS does not accept the signature", async () => {
    const keys = await sandbox.user("forger");
    const accessId = await method("/aws/forged", {});
    const forged = await officialCloudId({ ...keys, secretAccessKey: "not-the-secret" });
    expect((await prove(accessId, forged)).status).toBe(401);
    expect(sandbox.aws.calls().at(-1)).toMatchObject({ error: "SignatureDoesNotMatch" });
  });

  test.each([
    ["another body", { sts_request_body: "Action=CreateAccessKey&Version=2010-05-08" }],
    ["another host", { sts_request_url: "https://sts.amazonaws.com.evil.example/" }],
    ["a query", { sts_request_url: "https://sts.amazonaws.com/?Action=AssumeRole" }],
  ])("fails for %s and sends nothing to STS", async (_, change) => {
    const keys = await sandbox.key("ci");
    const accessId = await method(`/aws/${_.replace(/ /g, "-")}`, {});
    const envelope = JSON.parse(unbase64(await officialCloudId(keys))) as Record<string, string>;
    for (const [field, value] of Object.entries(change)) envelope[field] = base64(value);
    const before = sandbox.aws.calls().length;
    expect((await prove(accessId, base64(JSON.stringify(envelope)))).status).toBe(401);
    expect(sandbox.aws.calls()).toHaveLength(before);
    await removeKey(keys);
  });

  test.each(["", "no base64!", Buffer.from("{}").toString("base64")])(
    "fails for the cloud id %j",
    async (cloudId) => {
      const accessId = await method(`/aws/odd-${Buffer.from(cloudId).toString("hex")}`, {});
      expect((await prove(accessId, cloudId)).status).toBe(401);
    },
  );
});

describe("with a JWT", () => {
  const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const theirs = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const seconds = () => Math.floor(sandbox.clock.realNow().getTime() / 1000);
  const token = (key: typeof ours, claims: Record<string, unknown>, alg = "RS256") => {
    const content = [{ alg, kid: "k1" }, claims].map((part) => encoded(part)).join(".");
    return `${content}.${sign("sha256", Buffer.from(content), key.privateKey).toString("base64url")}`;
  };
  let accessId: string;
  beforeAll(async () => {
    const keys = { keys: [{ ...(ours.publicKey.export({ format: "jwk" }) as JsonWebKey), kid: "k1" }] };
    const made = await sandbox.call("AuthMethodCreateOauth2", {
      name: "/jwt",
      "jwks-json-data": base64(JSON.stringify(keys)),
      "jwks-uri": "default_jwks_url",
      "unique-identifier": "sub",
      issuer: "https://ci.example",
      audience: "gateway",
    });
    accessId = made.access_id as string;
  });
  const claims = () => ({ iss: "https://ci.example", aud: "gateway", sub: "job-1", exp: seconds() + 60 });
  const prove = (jwt: string) => logIn({ "access-type": "jwt", "access-id": accessId, jwt });

  test("opens a session for a token of a registered key", async () => {
    expect((await prove(token(ours, claims()))).status).toBe(200);
  });

  test.each([
    ["another key", () => token(theirs, claims())],
    ["no signature", () => `${encoded({ alg: "none" })}.${encoded(claims())}.`],
    ["an expired token", () => token(ours, { ...claims(), exp: seconds() - 1 })],
    ["another issuer", () => token(ours, { ...claims(), iss: "https://evil.example" })],
    ["another audience", () => token(ours, { ...claims(), aud: "other" })],
    ["no token at all", () => "nonsense"],
    ["no unique identifier", () => token(ours, { ...claims(), sub: undefined })],
  ])("fails for %s", async (_, jwt) => {
    expect((await prove(jwt())).status).toBe(401);
  });
});

const base64 = (text: string) => Buffer.from(text).toString("base64");
const unbase64 = (text: string) => Buffer.from(text, "base64").toString();
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A cloud id as the official package makes it, which takes its credentials from the environment. */
async function officialCloudId(keys: Keys): Promise<string> {
  const before = { ...process.env };
  process.env.AWS_ACCESS_KEY_ID = keys.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = keys.secretAccessKey;
  process.env.AWS_SESSION_TOKEN = keys.sessionToken ?? "";
  try {
    jest.resetModules();
    const { getCloudId } = await import("akeyless-cloud-id");
    return await getCloudId("aws_iam");
  } finally {
    process.env = before;
  }
}

async function session(keys: Keys, roleArn: string, RoleSessionName = "test"): Promise<Keys> {
  const sts = new STSClient({ endpoint: sandbox.aws.url, region: "us-east-1", credentials: keys });
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName, DurationSeconds: 900 }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
  } finally {
    sts.destroy();
  }
}

async function removeKey(keys: Keys): Promise<void> {
  const { DeleteAccessKeyCommand } = await import("@aws-sdk/client-iam");
  await sandbox.iam.send(new DeleteAccessKeyCommand({ UserName: "ci", AccessKeyId: keys.accessKeyId }));
}
