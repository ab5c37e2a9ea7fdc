import { request as httpRequest } from "node:http";
import { Sha256 } from "@aws-crypto/sha256-js";
import {
  CreateAccessKeyCommand,
  GetUserCommand,
  ListUsersCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { SignatureV4 } from "@smithy/signature-v4";
import { AwsBench, awsError, type Credentials } from "../../support/aws-sandbox.js";

const IDENTITY = "Action=GetCallerIdentity&Version=2011-06-15";
const FORM = "application/x-www-form-urlencoded; charset=utf-8";

let bench: AwsBench;
beforeEach(async () => {
  bench = await AwsBench.open();
});
afterEach(() => bench.close());

interface Signing {
  readonly more?: Record<string, string>;
  readonly credentials?: Credentials;
  readonly service?: string;
  readonly region?: string;
  readonly host?: string;
  readonly at?: Date;
}

/** Headers of a signed GetCallerIdentity, made by the signer that the official clients use. */
async function signed(signing: Signing = {}): Promise<Record<string, string>> {
  const { service = "sts", region = "us-east-1", host = "sts.amazonaws.com" } = signing;
  const signer = new SignatureV4({
    service,
    region,
    sha256: Sha256,
    credentials: signing.credentials ?? bench.sandbox.deployer,
  });
  const { headers } = await signer.sign(
    {
      method: "POST",
      protocol: "https:",
      hostname: host,
      path: "/",
      headers: { host, "content-type": FORM, "content-length": String(IDENTITY.length), ...signing.more },
      body: IDENTITY,
    },
    { signingDate: signing.at ?? new Date() },
  );
  return headers;
}

/** Sends headers and body exactly as given. */
function sent(
  headers: Record<string, string>,
  { body = IDENTITY, method = "POST", path = "/" } = {},
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(bench.sandbox.url, { method, path, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
      );
    });
    outgoing.on("error", reject).end(body);
  });
}

function code(body: string): string | undefined {
  return /<Code>([^<]+)<\/Code>/.exec(body)?.[1];
}

describe("a signature", () => {
  test("is accepted for IAM and for STS, with a global and with a regional scope", async () => {
    await bench.iam().send(new GetUserCommand({}));
    await bench.sts(undefined, { region: "eu-central-1" }).send(new GetCallerIdentityCommand({}));
    expect(bench.sandbox.calls().map(({ service, action, error }) => [service, action, error])).toEqual([
      ["iam", "GetUser", null],
      ["sts", "GetCallerIdentity", null],
    ]);
  });

  test("is accepted when someone else forwards it, with the host and the length that were signed", async () => {
    const reply = await sent(await signed({ host: "sts.eu-west-1.amazonaws.com", region: "eu-west-1" }));
    expect(reply.status).toBe(200);
    expect(reply.body).toContain(
      `<Arn>${bench.arn("user/latchkey-sandbox/latchkey-sandbox-deployer")}</Arn>`,
    );
  });

  test("is accepted with white space in headers that signers leave out", async () => {
    const headers = await signed({ more: { "x-amz-note": "a b" } });
    expect((await sent({ ...headers, "x-amz-note": "  a    b " })).status).toBe(200);
    expect((await sent({ ...headers, "x-amz-note": "ab" })).status).toBe(403);
  });

  test("fails with SignatureDoesNotMatch when the secret is wrong", async () => {
    const wrong = {
      ...bench.sandbox.deployer,
      secretAccessKey: bench.sandbox.gatewayIdentity.secretAccessKey,
    };
    await expect(bench.sts(wrong).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
      awsError("SignatureDoesNotMatch", 403),
    );
  });

  test.each([
    ["the body", { body: `${IDENTITY.slice(0, -1)}4` }, {}],
    ["a signed header", {}, { "content-type": "application/x-www-form-urlencoded" }],
    ["the host", {}, { host: "sts.eu-west-1.amazonaws.com" }],
  ])("fails with SignatureDoesNotMatch when %s is not what was signed", async (_what, request, changed) => {
    const reply = await sent({ ...(await signed()), ...changed }, request);
    expect([reply.status, code(reply.body)]).toEqual([403, "SignatureDoesNotMatch"]);
  });

  test.each([
    [-16, "Signature expired: "],
    [16, "Signature not yet current: "],
  ])("fails with SignatureDoesNotMatch when it was made %i minutes from now", async (minutes, message) => {
    const reply = await sent(await signed({ at: new Date(Date.now() + minutes * 60_000) }));
    expect([reply.status, code(reply.body)]).toEqual([403, "SignatureDoesNotMatch"]);
    expect(reply.body).toContain(message);
  });

  test.each([-14, 14])("is accepted when it was made %i minutes from now", async (minutes) => {
    expect((await sent(await signed({ at: new Date(Date.now() + minutes * 60_000) }))).status).toBe(200);
  });

  test("stays fresh by the real clock, however far the sandbox's clock was moved", async () => {
    await bench.clock.advance(365 * 24 * 3600);
    expect((await sent(await signed())).status).toBe(200);
  });

  test("fails with SignatureDoesNotMatch when its scope names another day", async () => {
    const headers = await signed();
    const authorization = (headers.authorization ?? "").replace(/\/\d{8}\//, "/20010101/");
    const reply = await sent({ ...headers, authorization });
    expect(code(reply.body)).toBe("SignatureDoesNotMatch");
    expect(reply.body).toContain("Date in Credential scope");
  });

  test.each([
    ["the credential", /Credential=[^,]+, /, ""],
    ["the signature", /, Signature=.*/, ""],
    ["the signed headers", /SignedHeaders=[^,]+, /, ""],
    ["a part of the scope", /\/aws4_request/, ""],
    ["the host among the signed headers", /;host;/, ";"],
    ["its algorithm", /^AWS4-HMAC-SHA256/, "AWS4-HMAC-MD5"],
  ])("fails with IncompleteSignature without %s", async (_what, pattern, replacement) => {
    const headers = await signed();
    const reply = await sent({
      ...headers,
      authorization: (headers.authorization ?? "").replace(pattern, replacement),
    });
    expect(code(reply.body)).toBe("IncompleteSignature");
  });

  test("fails with IncompleteSignature without a date", async () => {
    const { "x-amz-date": _date, ...headers } = await signed();
    expect(code((await sent(headers)).body)).toBe("IncompleteSignature");
  });

  test("fails with MissingAuthenticationToken when there is none, and is recorded", async () => {
    const reply = await sent({ "content-type": FORM });
    expect([reply.status, code(reply.body)]).toEqual([403, "MissingAuthenticationToken"]);
    expect(bench.sandbox.calls()).toMatchObject([
      { service: "other", action: "GetCallerIdentity", caller: null, callerKeyId: null, status: 403 },
    ]);
  });
});

describe("a key", () => {
  test("fails with InvalidClientTokenId when nobody has it", async () => {
    const unknown = { ...bench.sandbox.deployer, accessKeyId: "AKIAAAAAAAAAAAAAAAAA" };
    await expect(bench.sts(unknown).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
      awsError("InvalidClientTokenId", 403),
    );
    expect(bench.sandbox.calls()).toMatchObject([
      { caller: null, callerKeyId: "AKIAAAAAAAAAAAAAAAAA", error: "InvalidClientTokenId" },
    ]);
  });

  test("fails with InvalidClientTokenId while it is Inactive, and works again once it is Active", async () => {
    const key = await bench.user("gw");
    const set = (Status: "Active" | "Inactive") =>
      bench.iam().send(new UpdateAccessKeyCommand({ UserName: "gw", AccessKeyId: key.accessKeyId, Status }));
    await set("Inactive");
    await expect(bench.sts(key).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
      awsError("InvalidClientTokenId", 403),
    );
    await set("Active");
    await expect(bench.sts(key).send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
      Arn: bench.arn("user/gw"),
    });
  });

  test("fails with InvalidClientTokenId when a session token comes with a long-term key", async () => {
    const odd = { ...bench.sandbox.deployer, sessionToken: "made-up" };
    await expect(bench.sts(odd).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
      awsError("InvalidClientTokenId", 403),
    );
  });
});

describe("temporary credentials", () => {
  async function session(): Promise<Credentials> {
    const { Credentials: given } = await bench
      .sts()
      .send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    return {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
    };
  }

  test("fail with InvalidClientTokenId without their token and with another one", async () => {
    const { sessionToken, ...bare } = await session();
    const other = await session();
    for (const credentials of [bare, { ...bare, sessionToken: `${other.sessionToken}` }]) {
      await expect(bench.sts(credentials).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
        awsError("InvalidClientTokenId", 403),
      );
    }
    expect(sessionToken).toHaveLength(360);
  });

  test("work until they expire by the sandbox's clock, then fail with ExpiredToken", async () => {
    const credentials = await session();
    await bench.clock.advance(899);
    await bench.sts(credentials).send(new GetCallerIdentityCommand({}));
    await bench.clock.advance(1);
    await expect(bench.sts(credentials).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
      awsError("ExpiredToken", 403),
    );
  });

  test("of a user fail at IAM, as they do at AWS without MFA", async () => {
    const credentials = await session();
    await expect(bench.iam(credentials).send(new ListUsersCommand({}))).rejects.toMatchObject(
      awsError("InvalidClientTokenId", 403),
    );
    await expect(bench.sts(credentials).send(new GetSessionTokenCommand({}))).rejects.toMatchObject(
      awsError("AccessDenied", 403),
    );
  });
});

describe("the request log", () => {
  test("shows who called what, without any secret that was issued or sent", async () => {
    await bench.user("gw");
    await bench
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: bench.arn("role/none"), RoleSessionName: "me" }))
      .catch(() => {});
    const calls = bench.sandbox.calls();
    expect(calls.map(({ number, action, write }) => [number, action, write])).toEqual([
      [1, "CreateUser", true],
      [2, "CreateAccessKey", true],
      [3, "AssumeRole", false],
    ]);
    expect(calls[2]).toMatchObject({
      caller: bench.arn("user/latchkey-sandbox/latchkey-sandbox-deployer"),
      callerKeyId: bench.sandbox.deployer.accessKeyId,
      parameters: { RoleArn: bench.arn("role/none"), RoleSessionName: "me" },
      error: "AccessDenied",
    });
    expect(bench.sandbox.issuedSecrets()).toHaveLength(3);
    for (const secret of bench.sandbox.issuedSecrets()) expect(JSON.stringify(calls)).not.toContain(secret);
  });

  test("forgets no token that was sent, be it one of another account", async () => {
    const foreign = {
      accessKeyId: "ASIAFOREIGN",
      secretAccessKey: "x".repeat(40),
      sessionToken: "of-another-account",
    };
    await expect(bench.sts(foreign).send(new GetCallerIdentityCommand({}))).rejects.toThrow();
    expect(bench.sandbox.issuedSecrets()).toContain("of-another-account");
  });

  test("hides a secret that was put where none belongs", async () => {
    const { secretAccessKey } = bench.sandbox.deployer;
    await bench
      .iam()
      .send(new CreateAccessKeyCommand({ UserName: `x${secretAccessKey}` }))
      .catch(() => {});
    expect(bench.sandbox.calls()[0]?.parameters).toEqual({ UserName: "[secret]" });
  });
});
