import { Fault } from "../../../src/errors/fault.js";
import { NOTHING_SAID, type Said, settingsFrom } from "../../../src/wiring/index.js";

const NO_AWS: NonNullable<Said["aws"]> = {
  region: null,
  profile: null,
  assume_role_arn: null,
  assume_role_external_id: null,
  iam_endpoint: null,
  sts_endpoint: null,
  secrets_manager_endpoint: null,
};
const BASE = { LATCHKEY_GATEWAY_URL: "https://gw.example.com:8000/api/v2", LATCHKEY_ACCESS_ID: "p-1" };

const settings = (config: Partial<Said>, env: NodeJS.ProcessEnv = {}) =>
  settingsFrom({ ...NOTHING_SAID, ...config }, { ...BASE, ...env });

/** The way to log in, with its secrets to be seen. */
function login(config: Partial<Said>, env: NodeJS.ProcessEnv = {}) {
  const chosen = Object.entries(settings(config, env).gateway.login);
  return Object.fromEntries(
    chosen.map(([name, value]) => [name, typeof value === "string" ? value : value.reveal()]),
  );
}

function faultOf(work: () => unknown): Fault {
  try {
    work();
  } catch (error) {
    if (Fault.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("works with an empty block and the environment, at the documented defaults", () => {
  expect(settings({})).toEqual({
    gateway: {
      url: "https://gw.example.com:8000/api/v2",
      login: { kind: "aws_iam", accessId: "p-1" },
      requestTimeoutMs: 60_000,
      waitMs: 0,
      userAgent: expect.stringMatching(/^latchkey\/\d/),
    },
    aws: {
      region: null,
      profile: null,
      assumeRoleArn: null,
      assumeRoleExternalId: null,
      iamEndpoint: null,
      stsEndpoint: null,
      secretsManagerEndpoint: null,
      signInEndpoint: null,
      regionalSts: false,
      userAgent: ["latchkey", expect.stringMatching(/^\d/)],
    },
    keySettleSeconds: 10,
  });
});

test("prefers the block to the environment, and our names to the usual ones", () => {
  const env = { AKEYLESS_GATEWAY: "https://b", LATCHKEY_GATEWAY_URL: "https://a", AKEYLESS_ACCESS_ID: "p-2" };
  expect(settings({}, env).gateway.url).toBe("https://a");
  expect(settings({ gateway_url: "https://c" }, env).gateway.url).toBe("https://c");
  expect(settings({}, { ...env, LATCHKEY_GATEWAY_URL: " " }).gateway.url).toBe("https://b");
  expect(login({}, env)).toMatchObject({ accessId: "p-1" });
  expect(login({}, { ...env, LATCHKEY_ACCESS_ID: "" })).toMatchObject({ accessId: "p-2" });
  expect(login({ access_id: "p-3" }, env)).toMatchObject({ accessId: "p-3" });
});

const ALL = {
  LATCHKEY_TOKEN: "t",
  LATCHKEY_JWT: "j",
  LATCHKEY_ACCESS_KEY: "k",
  TFC_WORKLOAD_IDENTITY_TOKEN: "w",
};

test.each<[Partial<Said>, NodeJS.ProcessEnv, object]>([
  [{}, {}, { kind: "aws_iam", accessId: "p-1" }],
  [{}, ALL, { kind: "token", token: "t" }],
  [{ access_type: "" }, ALL, { kind: "token", token: "t" }],
  [{}, { ...ALL, LATCHKEY_TOKEN: "" }, { kind: "jwt", accessId: "p-1", jwt: "j" }],
  [{}, { AKEYLESS_ACCESS_KEY: "k" }, { kind: "access_key", accessId: "p-1", accessKey: "k" }],
  [{}, { AKEYLESS_AUTH_JWT: "j" }, { kind: "jwt", accessId: "p-1", jwt: "j" }],
  [{}, { AKEYLESS_AUTH_TOKEN: "t\n" }, { kind: "token", token: "t" }],
  [{ access_key: "mine" }, ALL, { kind: "access_key", accessId: "p-1", accessKey: "mine" }],
  [{ jwt: "mine" }, ALL, { kind: "jwt", accessId: "p-1", jwt: "mine" }],
  [{ token: "mine" }, ALL, { kind: "token", token: "mine" }],
  [{ access_type: "aws_iam" }, ALL, { kind: "aws_iam", accessId: "p-1" }],
  [{ access_type: "access_key" }, ALL, { kind: "access_key", accessId: "p-1", accessKey: "k" }],
  [
    { access_type: "jwt", token: "t", access_key: "k", jwt: "j2" },
    {},
    { kind: "jwt", accessId: "p-1", jwt: "j2" },
  ],
  [{}, { ...ALL, AKEYLESS_ACCESS_TYPE: "api_key" }, { kind: "access_key", accessId: "p-1", accessKey: "k" }],
  [
    {},
    { ...ALL, LATCHKEY_ACCESS_TYPE: "aws_iam", AKEYLESS_ACCESS_TYPE: "saml" },
    { kind: "aws_iam", accessId: "p-1" },
  ],
  [{ token: "mine" }, { AKEYLESS_ACCESS_TYPE: "saml" }, { kind: "token", token: "mine" }],
  // HCP Terraform sets this one for many purposes: it is used only when a JWT is asked for.
  [{}, { TFC_WORKLOAD_IDENTITY_TOKEN: "w" }, { kind: "aws_iam", accessId: "p-1" }],
  [{ access_type: "jwt" }, { TFC_WORKLOAD_IDENTITY_TOKEN: "w" }, { kind: "jwt", accessId: "p-1", jwt: "w" }],
])("with the block %j and the environment %j logs in by %j", (config, env, expected) => {
  expect(login(config, env)).toEqual(expected);
});

test.each<[string, Partial<Said>, NodeJS.ProcessEnv]>([
  ["GATEWAY_URL_MISSING", {}, { LATCHKEY_GATEWAY_URL: "" }],
  ["GATEWAY_URL_MALFORMED", { gateway_url: "gw.example.com" }, {}],
  ["GATEWAY_URL_MALFORMED", { gateway_url: "ftp://gw.example.com" }, {}],
  ["GATEWAY_URL_MALFORMED", { gateway_url: "https://user:pass@gw.example.com" }, {}],
  ["GATEWAY_URL_MALFORMED", {}, { LATCHKEY_GATEWAY_URL: "https://gw.example.com/?token=x" }],
  ["GATEWAY_LOGIN_MISSING", {}, { LATCHKEY_ACCESS_ID: "" }],
  ["GATEWAY_LOGIN_MISSING", { access_key: "k" }, { LATCHKEY_ACCESS_ID: "" }],
  ["GATEWAY_LOGIN_MISSING", { access_type: "token" }, {}],
  ["GATEWAY_LOGIN_MISSING", { access_type: "access_key" }, {}],
  ["GATEWAY_LOGIN_MISSING", { access_type: "jwt" }, {}],
  ["GATEWAY_LOGIN_CONTRADICTING", { access_key: "k", token: "t" }, {}],
  ["VALUE_NOT_ALLOWED", {}, { AKEYLESS_ACCESS_TYPE: "saml" }],
  ["VALUE_NOT_ALLOWED", {}, { LATCHKEY_REQUEST_TIMEOUT_SECONDS: "0" }],
  ["VALUE_NOT_ALLOWED", {}, { LATCHKEY_KEY_SETTLE_SECONDS: "61" }],
  ["VALUE_NOT_ALLOWED", {}, { LATCHKEY_KEY_SETTLE_SECONDS: "soon" }],
  ["AWS_SETTINGS_MALFORMED", { aws: { ...NO_AWS, iam_endpoint: "localhost:4566" } }, {}],
  ["AWS_SETTINGS_MALFORMED", {}, { AWS_ENDPOINT_URL_STS: "http://key:secret@localhost" }],
])("fails with %s on %j and %j, and shows no credential", (code, config, env) => {
  const fault = faultOf(() => settings(config, env));
  expect(fault.code).toBe(code);
  expect(fault.message).not.toMatch(/pass@|token=x|secret@/);
});

test.each<[string, Partial<Said>, NodeJS.ProcessEnv]>([
  [
    "an access key for an access id",
    {},
    { LATCHKEY_ACCESS_ID: "mBnC4kX0cK8T0LbKrNQ1g7o1dHsSmYgDDSv0zUwQX3s=" },
  ],
  ["an access id for an access key", { access_key: "p-mBnC4kX0cK8T" }, {}],
  ["an access id for a token", {}, { LATCHKEY_TOKEN: "p-mBnC4kX0cK8T" }],
  ["an access id for a JWT", {}, { LATCHKEY_JWT: "p-mBnC4kX0cK8T" }],
])("fails on %s, without showing it and without pointing at its line", (_, config, env) => {
  const fault = faultOf(() => settings(config, env));
  expect(fault.code).toBe("KEY_PARTS_SWAPPED");
  expect(fault.details.attribute).toBeUndefined();
  expect(fault.message).not.toContain("mBnC4kX0cK8T");
});

test("points at the attribute that is missing", () => {
  expect(faultOf(() => settings({ access_type: "jwt" })).details.attribute).toBe("jwt");
  expect(faultOf(() => settings({}, { LATCHKEY_ACCESS_ID: "" })).details.attribute).toBe("access_id");
  expect(faultOf(() => settings({}, { LATCHKEY_GATEWAY_URL: "" })).details.attribute).toBe("gateway_url");
});

test("takes the way to AWS from the block, else from the environment", () => {
  const env = {
    AWS_REGION: "",
    AWS_DEFAULT_REGION: "eu-west-1",
    AWS_ENDPOINT_URL: "http://all",
    AWS_ENDPOINT_URL_STS: "http://sts",
    AWS_STS_REGIONAL_ENDPOINTS: "regional",
  };
  expect(settings({}, env).aws).toMatchObject({
    region: "eu-west-1",
    profile: null,
    iamEndpoint: "http://all",
    stsEndpoint: "http://sts",
    secretsManagerEndpoint: "http://all",
    regionalSts: true,
  });
  const aws = {
    region: "eu-north-1",
    profile: "other",
    assume_role_arn: "arn:aws:iam::000000424242:role/deploy",
    assume_role_external_id: "id",
    iam_endpoint: "http://iam",
    sts_endpoint: null,
    secrets_manager_endpoint: "http://secrets",
  };
  expect(settings({ aws }, env).aws).toMatchObject({
    region: "eu-north-1",
    profile: "other",
    assumeRoleArn: "arn:aws:iam::000000424242:role/deploy",
    assumeRoleExternalId: "id",
    iamEndpoint: "http://iam",
    stsEndpoint: "http://sts",
    secretsManagerEndpoint: "http://secrets",
  });
  const ignored = settings({ aws }, { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }).aws;
  expect(ignored).toMatchObject({ iamEndpoint: "http://iam", stsEndpoint: null });
});

test("reads the seconds that it is given", () => {
  expect(settings({ gateway_wait_seconds: 5 }).gateway.waitMs).toBe(5000);
  expect(settings({ gateway_wait_seconds: 0 }, { LATCHKEY_GATEWAY_WAIT_SECONDS: "7" }).gateway.waitMs).toBe(
    0,
  );
  expect(settings({}, { LATCHKEY_GATEWAY_WAIT_SECONDS: "3600" }).gateway.waitMs).toBe(3_600_000);
  expect(settings({ request_timeout_seconds: 5 }).gateway.requestTimeoutMs).toBe(5000);
  expect(settings({}, { LATCHKEY_REQUEST_TIMEOUT_SECONDS: "7" }).gateway.requestTimeoutMs).toBe(7000);
  expect(settings({ key_settle_seconds: 0 }).keySettleSeconds).toBe(0);
  expect(settings({}, { LATCHKEY_KEY_SETTLE_SECONDS: "0" }).keySettleSeconds).toBe(0);
});
