import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Fault } from "../../../src/errors/fault.js";
import { closeBenches, deployerOf } from "../../support/aws/deployer.js";
import { homeOf } from "../../support/aws/home.js";
import type { AwsCall, AwsReply } from "../../support/aws/query-server.js";
import { file } from "../../support/cli/temporary-folder.js";
import { thrownBy } from "../../support/gateway/client.js";

const servers: Server[] = [];
afterEach(async () => {
  await closeBenches();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const CORP =
  "[sso-session corp]\nsso_start_url = https://corp.example.com/start\nsso_region = eu-central-1\n";
const SSO = "sso_session = corp\nsso_account_id = 000000424242\nsso_role_name = Deploy\n";
const SESSION = JSON.stringify({
  accessToken: "the-token-of-a-session-that-lives",
  expiresAt: "2099-01-01T00:00:00Z",
});
const role = (name: string) => `role_arn = arn:aws:iam::000000424242:role/${name}\n`;

const session = (id: string): AwsReply => ({
  result: `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
});
const SOMEBODY: AwsReply = {
  result: "<Arn>arn:aws:iam::000000424242:user/me</Arn><UserId>AIDA</UserId><Account>000000424242</Account>",
};
const aws = ({ action, parameters }: AwsCall): AwsReply =>
  action.startsWith("AssumeRole")
    ? session(`ASIA${parameters.RoleArn?.split("/").at(-1)?.toUpperCase()}SESSION0`)
    : SOMEBODY;

/** IAM Identity Center as this says, at the address that the environment names. */
async function identityCenter(status: number, body: object, type?: string): Promise<NodeJS.ProcessEnv> {
  const server = createServer((_, response) => {
    response.writeHead(status, {
      "content-type": "application/json",
      ...(type && { "x-amzn-errortype": type }),
    });
    response.end(JSON.stringify(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { AWS_ENDPOINT_URL_SSO: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const withSso = () => homeOf({ config: `[profile p]\n${SSO}${CORP}`, ssoCache: { corp: SESSION } }).env;
const ROLE = {
  roleCredentials: {
    accessKeyId: "ASIASSOSSOSSOSSOSSO1",
    secretAccessKey: "s",
    sessionToken: "t",
    expiration: Date.parse("2099-01-01T00:00:00Z"),
  },
};

describe("keys of the environment", () => {
  const KEYS = { AWS_ACCESS_KEY_ID: "AKIAENVENVENVENVENV0", AWS_SECRET_ACCESS_KEY: "s" };
  const config = "[profile work]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = s\n";

  test.each<[string, Partial<Parameters<typeof deployerOf>[1]>, NodeJS.ProcessEnv, string]>([
    ["come before AWS_PROFILE", {}, { ...KEYS, AWS_PROFILE: "work" }, "AKIAENVENVENVENVENV0"],
    [
      "come before an AWS_PROFILE that is not there",
      {},
      { ...KEYS, AWS_PROFILE: "no" },
      "AKIAENVENVENVENVENV0",
    ],
    ["come after a profile of the configuration", { profile: "work" }, KEYS, "AKIAWORKWORKWORKWORK"],
    [
      "that are empty are none",
      {},
      { ...KEYS, AWS_ACCESS_KEY_ID: "", AWS_PROFILE: "work" },
      "AKIAWORKWORKWORKWORK",
    ],
  ])("%s, as with the AWS provider", async (_, settings, environment, keyId) => {
    const bench = await deployerOf(aws, settings, { ...homeOf({ config }).env, ...environment });
    await bench.aws.sts.callerIdentity();
    expect(bench.server.calls.map((call) => call.keyId)).toEqual([keyId]);
  });
});

describe("a web identity of the environment", () => {
  const KEYS = { AWS_ACCESS_KEY_ID: "AKIAENVENVENVENVENV0", AWS_SECRET_ACCESS_KEY: "s" };
  const credentials =
    "[default]\naws_access_key_id = AKIADEFAULTDEFAULT00\naws_secret_access_key = s\n[work]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = s\n";

  test.each<[string, Partial<Parameters<typeof deployerOf>[1]>, NodeJS.ProcessEnv, string]>([
    ["comes before keys of the default profile", {}, {}, "ASIAWEBSESSION0"],
    ["comes before AWS_PROFILE", {}, { AWS_PROFILE: "work" }, "ASIAWEBSESSION0"],
    ["comes before an AWS_PROFILE that is not there", {}, { AWS_PROFILE: "no" }, "ASIAWEBSESSION0"],
    ["comes after keys of the environment", {}, KEYS, KEYS.AWS_ACCESS_KEY_ID],
    ["comes after a profile of the configuration", { profile: "work" }, {}, "AKIAWORKWORKWORKWORK"],
    ["without a role is none", {}, { AWS_ROLE_ARN: "" }, "AKIADEFAULTDEFAULT00"],
    ["without a token is none", {}, { AWS_WEB_IDENTITY_TOKEN_FILE: "" }, "AKIADEFAULTDEFAULT00"],
  ])("%s, as with the AWS provider", async (_, settings, environment, keyId) => {
    const { folder, env } = homeOf({ credentials });
    const own = {
      AWS_WEB_IDENTITY_TOKEN_FILE: file(folder, "token", "a-web-identity-token"),
      AWS_ROLE_ARN: "arn:aws:iam::000000424242:role/web",
    };
    const bench = await deployerOf(aws, settings, { ...env, ...own, ...environment });
    await bench.aws.sts.callerIdentity();
    await bench.aws.iam.user("gw").catch(() => {});
    const calls = bench.server.calls.filter(({ action }) => !action.startsWith("AssumeRole"));
    expect(calls.map((call) => [call.action, call.keyId])).toEqual([
      ["GetCallerIdentity", keyId],
      ["GetUser", keyId],
    ]);
  });

  test.each([
    ["the name that AWS_ROLE_SESSION_NAME tells", "run-1", "run-1"],
    ["a name, though AWS_ROLE_SESSION_NAME is set to nothing", "", "latchkey"],
  ])("gives its session %s", async (_, AWS_ROLE_SESSION_NAME, name) => {
    const { folder, env } = homeOf({});
    const bench = await deployerOf(
      aws,
      {},
      {
        ...env,
        AWS_WEB_IDENTITY_TOKEN_FILE: file(folder, "token", "a-web-identity-token"),
        AWS_ROLE_ARN: "arn:aws:iam::000000424242:role/web",
        AWS_ROLE_SESSION_NAME,
      },
    );
    await bench.aws.sts.callerIdentity();
    expect(bench.server.calls[0]?.parameters).toMatchObject({ RoleSessionName: name });
  });
});

describe("IAM Identity Center", () => {
  test("is asked for a profile at its own address, whatever endpoint STS has", async () => {
    const env = { ...withSso(), ...(await identityCenter(200, ROLE)) };
    const bench = await deployerOf(aws, { profile: "p" }, env);
    await bench.aws.sts.callerIdentity();
    expect(bench.server.calls.map(({ action, keyId }) => [action, keyId])).toEqual([
      ["GetCallerIdentity", "ASIASSOSSOSSOSSOSSO1"],
    ]);
  });

  test.each<[number, string, string, RegExp, RegExp]>([
    [
      401,
      "UnauthorizedException",
      "Session token not found or invalid",
      /is not accepted any more/,
      /aws sso login --profile p/,
    ],
    [
      403,
      "ForbiddenException",
      "No access",
      /the role Deploy in account 000000424242/,
      /permission set assigned/,
    ],
    [
      404,
      "ResourceNotFoundException",
      "No such role",
      /the role Deploy in account 000000424242/,
      /permission set assigned/,
    ],
    [400, "InvalidRequestException", "what-is-this", /gave no credentials/, /aws sso login --profile p/],
  ])("that answers %d %s is told so, by the profile", async (status, type, message, seen, advice) => {
    const env = { ...withSso(), ...(await identityCenter(status, { message }, type)) };
    const bench = await deployerOf(aws, { profile: "p" }, env);
    const fault = (await thrownBy(bench.aws.iam.keys("gw"))) as Fault;
    expect(fault.code).toBe("AWS_NO_CREDENTIALS");
    expect(fault.details.seen).toMatch(seen);
    expect(fault.details.advice).toMatch(advice);
    expect(fault.message).not.toContain("what-is-this");
    expect(bench.server.calls).toEqual([]);
  });

  test("that cannot be reached is told so", async () => {
    const env = { ...withSso(), AWS_ENDPOINT_URL_SSO: "http://127.0.0.1:1" };
    const bench = await deployerOf(aws, { profile: "p" }, env);
    const fault = (await thrownBy(bench.aws.iam.keys("gw"))) as Fault;
    expect(fault.details.seen).toBe('IAM Identity Center of profile "p" could not be reached');
  });
});

test("credentials are found once a person has mended their files, without a new process", async () => {
  const { folder, env } = homeOf({ config: "[profile p]\nregion = eu-west-1\n" });
  const bench = await deployerOf(aws, { profile: "p" }, env);
  await thrownBy(bench.aws.iam.keys("gw"));
  const keys = "aws_access_key_id = AKIAMENDEDMENDED0001\naws_secret_access_key = s\n";
  file(folder, ".aws/credentials", `[p]\n${keys}`);
  await bench.aws.sts.callerIdentity();
  expect(bench.server.calls.map(({ keyId }) => keyId)).toEqual(["AKIAMENDEDMENDED0001"]);
});

test("a process of a profile gives its credentials", async () => {
  const printed = JSON.stringify({ Version: 1, AccessKeyId: "AKIAPROCESSPROCESS01", SecretAccessKey: "s" });
  const { env } = homeOf({ config: `[profile p]\ncredential_process = echo '${printed}'\n` });
  const bench = await deployerOf(aws, { profile: "p" }, env);
  await bench.aws.sts.callerIdentity();
  expect(bench.server.calls.map(({ keyId }) => keyId)).toEqual(["AKIAPROCESSPROCESS01"]);
});

test("each role behind a profile is assumed with the session of the one before", async () => {
  const { env } = homeOf({
    config: `[profile p]\n${role("last")}source_profile = q\n[profile q]\n${role("middle")}source_profile = r\n[profile r]\n${role("first")}source_profile = k\n`,
    credentials: "[k]\naws_access_key_id = AKIAFIRSTFIRSTFIRST1\naws_secret_access_key = s\n",
  });
  const bench = await deployerOf(aws, { profile: "p" }, env);
  await bench.aws.sts.callerIdentity();
  expect(bench.server.calls.map(({ action, keyId }) => [action, keyId])).toEqual([
    ["AssumeRole", "AKIAFIRSTFIRSTFIRST1"],
    ["AssumeRole", "ASIAFIRSTSESSION0"],
    ["AssumeRole", "ASIAMIDDLESESSION0"],
    ["GetCallerIdentity", "ASIALASTSESSION0"],
  ]);
});

test.each(["profile", "environment"])("a web identity of a %s is shown to STS", async (place) => {
  const { folder, env } = homeOf({});
  const path = file(folder, "token", "a-web-identity-token");
  file(folder, ".aws/config", `[profile p]\n${role("web")}web_identity_token_file = ${path}\n`);
  const own = { AWS_WEB_IDENTITY_TOKEN_FILE: path, AWS_ROLE_ARN: "arn:aws:iam::000000424242:role/web" };
  const bench =
    place === "profile"
      ? await deployerOf(aws, { profile: "p" }, env)
      : await deployerOf(aws, {}, { ...env, ...own });
  await bench.aws.sts.callerIdentity();
  expect(bench.server.calls.map(({ action }) => action)).toEqual([
    "AssumeRoleWithWebIdentity",
    "GetCallerIdentity",
  ]);
  expect(bench.server.calls[1]?.keyId).toBe("ASIAWEBSESSION0");
});

describe("what STS refuses", () => {
  const REFUSALS: readonly [string, string, string, string][] = [
    [
      "AccessDenied",
      "User: arn:aws:iam::000000424242:user/me is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000424242:role/r",
      "AWS_ACCESS_DENIED",
      "trust policy must name whoever assumes it",
    ],
    [
      "AccessDenied",
      "Not authorized to perform sts:AssumeRoleWithWebIdentity",
      "AWS_ACCESS_DENIED",
      "trust policy must name whoever assumes it",
    ],
    [
      "ExpiredToken",
      "Token expired: current date/time must be before the expiration date/time",
      "AWS_LOGIN_REFUSED",
      "Renew the session",
    ],
    [
      "InvalidIdentityToken",
      "No OpenIDConnect provider found in your account",
      "AWS_LOGIN_REFUSED",
      "No OpenIDConnect provider",
    ],
  ];

  test.each(REFUSALS)(
    "as %s (%s) is told with the profile whose role it is",
    async (error, message, code, says) => {
      const { folder, env } = homeOf({});
      const path = file(folder, "token", "a-web-identity-token");
      const web =
        error === "AccessDenied" && message.startsWith("User")
          ? "source_profile = k"
          : `web_identity_token_file = ${path}`;
      file(
        folder,
        ".aws/config",
        `[profile p]\n${role("r")}${web}\n[profile k]\naws_access_key_id = AKIAK\naws_secret_access_key = s\n`,
      );
      const bench = await deployerOf(
        ({ action }) => (action.startsWith("AssumeRole") ? { error, message, status: 400 } : SOMEBODY),
        { profile: "p" },
        env,
      );
      const fault = (await thrownBy(bench.aws.iam.keys("gw"))) as Fault;
      expect(fault.code).toBe(code);
      expect(fault.message).toContain('Looking for AWS credentials in profile "p"');
      expect(fault.message).toContain(says);
      expect(fault.message).not.toContain("a-web-identity-token");
    },
  );

  test("a page of somebody else's in place of STS's answer is told as that", async () => {
    const { env } = homeOf({
      config: `[profile p]\n${role("r")}source_profile = k\n[profile k]\naws_access_key_id = AKIAK\naws_secret_access_key = s\n`,
    });
    const bench = await deployerOf(
      () => ({ page: "<html>sign in</html>", status: 200 }),
      { profile: "p" },
      env,
    );
    const fault = (await thrownBy(bench.aws.iam.keys("gw"))) as Fault;
    expect(fault.details.seen).toBe("STS has answered, and given no credentials");
  });
});
