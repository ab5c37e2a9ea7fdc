import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SecretText } from "../../../src/domain/secret-text.js";
import { Fault } from "../../../src/errors/fault.js";
import { NOTHING_SAID, type Said, settingsFrom } from "../../../src/wiring/index.js";

const BASE = { LATCHKEY_GATEWAY_URL: "https://gw.example.com:8000/api/v2", LATCHKEY_ACCESS_ID: "p-1" };

const gateway = (config: Partial<Said>, env: NodeJS.ProcessEnv = {}) =>
  settingsFrom({ ...NOTHING_SAID, ...config }, { ...BASE, ...env }).gateway;

/** The login with its secrets to be seen. */
const login = (config: Partial<Said>, env: NodeJS.ProcessEnv = {}) => shown(gateway(config, env).login);

function shown(value: unknown): unknown {
  if (value instanceof SecretText) return `secret ${value.reveal()}`;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shown(part)]));
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

const GITHUB = {
  GITHUB_ACTIONS: "true",
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example.com/?api-version=2",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "r",
};
const OF_GITHUB = {
  requestUrl: GITHUB.ACTIONS_ID_TOKEN_REQUEST_URL,
  requestToken: "secret r",
  audience: null,
};
const POD_FILE = "/var/run/secrets/kubernetes.io/serviceaccount/token";
const K8S = { kind: "k8s", accessId: "p-1", authConfigName: "prod" };
const UID = { kind: "universal_identity", accessId: "p-1" };
const CERT = { kind: "cert", accessId: "p-1", certificateFile: "c.pem", privateKeyFile: "k.pem" };

test.each<[Partial<Said>, NodeJS.ProcessEnv, object]>([
  [{ access_type: "jwt" }, GITHUB, { kind: "jwt", accessId: "p-1", jwt: OF_GITHUB }],
  [
    { access_type: "jwt", jwt_audience: "gw" },
    { ...GITHUB, LATCHKEY_JWT_AUDIENCE: "other" },
    { kind: "jwt", accessId: "p-1", jwt: { ...OF_GITHUB, audience: "gw" } },
  ],
  [
    { access_type: "jwt" },
    { ...GITHUB, TFC_WORKLOAD_IDENTITY_TOKEN: "w" },
    { kind: "jwt", accessId: "p-1", jwt: "secret w" },
  ],
  [
    { access_type: "jwt", workload_identity_tag: "GATEWAY" },
    { TFC_WORKLOAD_IDENTITY_TOKEN: "w", TFC_WORKLOAD_IDENTITY_TOKEN_GATEWAY: "g" },
    { kind: "jwt", accessId: "p-1", jwt: "secret g" },
  ],
  [{}, GITHUB, { kind: "aws_iam", accessId: "p-1" }],
  [{ k8s_auth_config_name: "prod" }, {}, { ...K8S, serviceAccountToken: { file: POD_FILE } }],
  [
    {},
    { LATCHKEY_K8S_AUTH_CONFIG_NAME: "prod", LATCHKEY_K8S_TOKEN_FILE: "/t" },
    { ...K8S, serviceAccountToken: { file: "/t" } },
  ],
  [{ uid_token: "u-1" }, {}, { ...UID, uidToken: "secret u-1" }],
  [{}, { AKEYLESS_UID_TOKEN: "u-1", LATCHKEY_ACCESS_ID: "" }, { kind: UID.kind, uidToken: "secret u-1" }],
  [{ uid_token_file: "/u" }, { LATCHKEY_UID_TOKEN: "u-1" }, { ...UID, uidToken: { file: "/u" } }],
  [{ certificate_file: "c.pem", private_key_file: "k.pem" }, {}, CERT],
  [{}, { LATCHKEY_CERTIFICATE_FILE: "c.pem", LATCHKEY_PRIVATE_KEY_FILE: "k.pem" }, CERT],
  [{ access_type: "aws_iam", certificate_file: "c.pem" }, {}, { kind: "aws_iam", accessId: "p-1" }],
])("with the block %j and the environment %j logs in by %j", (config, env, expected) => {
  expect(login(config, env)).toEqual(expected);
});

test.each<[string, Partial<Said>, NodeJS.ProcessEnv, RegExp]>([
  ["GATEWAY_LOGIN_MISSING", { access_type: "jwt" }, { GITHUB_ACTIONS: "true" }, /id-token: write/],
  [
    "GATEWAY_LOGIN_MISSING",
    { access_type: "jwt" },
    { TFC_RUN_ID: "run-1" },
    /TFC_WORKLOAD_IDENTITY_AUDIENCE /,
  ],
  [
    "GATEWAY_LOGIN_MISSING",
    { access_type: "jwt", workload_identity_tag: "GW" },
    { TFC_WORKLOAD_IDENTITY_TOKEN: "w" },
    /TFC_WORKLOAD_IDENTITY_TOKEN_GW is not set/,
  ],
  ["GATEWAY_LOGIN_MISSING", { access_type: "k8s" }, {}, /k8s_auth_config_name is not set/],
  ["GATEWAY_LOGIN_MISSING", { access_type: "universal_identity" }, {}, /uid_token/],
  ["GATEWAY_LOGIN_MISSING", { certificate_file: "c" }, {}, /private_key_file is not set/],
  ["GATEWAY_LOGIN_MISSING", { certificate_file: "c" }, { LATCHKEY_ACCESS_ID: "" }, /access_id is not set/],
  [
    "GATEWAY_LOGIN_CONTRADICTING",
    { certificate_file: "c", uid_token: "u-1" },
    {},
    /uid_token and certificate_file/,
  ],
  ["GATEWAY_LOGIN_CONTRADICTING", { cli_profile: "a", access_id: "p-2" }, {}, /cli_profile and access_id/],
  ["KEY_PARTS_SWAPPED", { uid_token: "p-mBnC4kX0cK8T" }, {}, /looks like an access id/],
])("fails with %s on the block %j and the environment %j: %s", (code, config, env, words) => {
  const fault = faultOf(() => gateway(config, env));
  expect(fault.code).toBe(code);
  expect(fault.message).toMatch(words);
});

describe("with a profile of the official CLI", () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "home-"));
    mkdirSync(join(home, ".akeyless", "profiles"), { recursive: true });
  });
  afterAll(() => rmSync(home, { recursive: true }));
  const write = (name: string, ...lines: string[]) =>
    writeFileSync(join(home, ".akeyless", "profiles", `${name}.toml`), `${lines.join("\n")}\n`);
  const env = (more: NodeJS.ProcessEnv = {}) => ({ HOME: home, USERPROFILE: home, ...more });

  test("logs in as it says, by access key or by AWS identity", () => {
    write(
      "default",
      '["default"]',
      "  access_id = 'p-mine'",
      "  access_type = 'access_key'",
      "  access_key = 'it\\is='",
    );
    write("role", "access_id = 'p-role'", 'access_type = "aws_iam" # of the instance', "access_key = ''");
    const key = { kind: "access_key", accessId: "p-mine", accessKey: "secret it\\is=" };
    expect(login({ cli_profile: "default" }, env())).toEqual(key);
    expect(login({}, env({ LATCHKEY_CLI_PROFILE: "default", LATCHKEY_TOKEN: "t" }))).toEqual(key);
    expect(login({ cli_profile: "role" }, env())).toEqual({ kind: "aws_iam", accessId: "p-role" });
  });

  test("reads the table with its name and no other", () => {
    write(
      "two",
      "['one']",
      "access_id = 'p-one'",
      "access_key = 'k1'",
      "[two]",
      "access_id='p-two'",
      'access_key="k\\"2"',
    );
    expect(login({ cli_profile: "two" }, env())).toMatchObject({
      accessId: "p-two",
      accessKey: 'secret k"2',
    });
  });

  test("takes its gateway where none is set otherwise", () => {
    write(
      "gw",
      "access_id = 'p-1'",
      "access_key = 'k'",
      "gateway_url = 'https://profile.example.com/api/v2'",
    );
    const url = (more: NodeJS.ProcessEnv, config: Partial<Said> = {}) =>
      gateway({ cli_profile: "gw", ...config }, env(more)).url;
    expect(url({ LATCHKEY_GATEWAY_URL: "" })).toBe("https://profile.example.com/api/v2");
    expect(url({})).toBe(BASE.LATCHKEY_GATEWAY_URL);
    expect(url({}, { gateway_url: "https://block" })).toBe("https://block");
  });

  test("is not used where the block says how to log in", () => {
    const profile = env({ LATCHKEY_CLI_PROFILE: "none" });
    expect(login({ access_key: "k" }, profile)).toMatchObject({ accessKey: "secret k" });
    expect(login({ access_type: "aws_iam" }, profile)).toEqual({ kind: "aws_iam", accessId: "p-1" });
  });

  test("says why it cannot be used, and shows nothing of it", () => {
    write("person", "access_id = 'p-1'", "access_type = 'saml'", "admin_password = 'hush'");
    write("half", "access_id = 'p-1'", "access_type = 'access_key'");
    write("nobody", "access_key = 'hush'");
    const seen = (cli_profile: string) => {
      const fault = faultOf(() => gateway({ cli_profile }, env()));
      expect(fault).toMatchObject({
        code: "GATEWAY_PROFILE_UNUSABLE",
        details: { attribute: "cli_profile" },
      });
      expect(fault.message).not.toContain("hush");
      return fault.details.seen;
    };
    expect(seen("missing")).toMatch(/missing\.toml" cannot be read \(ENOENT\)/);
    expect(seen("person")).toContain('"saml"');
    expect(seen("half")).toBe("it has no access_key");
    expect(seen("nobody")).toBe("it has no access_id");
    for (const name of ["../../etc/passwd", "..", "a/b", "a\\b"]) expect(seen(name)).toMatch(/not the name/);
  });
});
