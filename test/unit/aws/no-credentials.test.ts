import { inspect } from "node:util";
import type { Fault } from "../../../src/errors/fault.js";
import { closeBenches, deployerOf } from "../../support/aws/deployer.js";
import { type Home, homeOf } from "../../support/aws/home.js";
import { thrownBy } from "../../support/gateway/client.js";

afterEach(closeBenches);

/** Stands wherever a text could carry it out. */
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYSECRETKEY1";
const KEYS = `aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${SECRET}\n`;
const SSO = "sso_session = corp\nsso_account_id = 000000424242\nsso_role_name = Deploy\n";
const CORP =
  "[sso-session corp]\nsso_start_url = https://corp.example.com/start\nsso_region = eu-central-1\n";
const token = (expiresAt: string) =>
  JSON.stringify({ accessToken: SECRET, expiresAt, region: "eu-central-1" });
const role = (name: string) => `role_arn = arn:aws:iam::000000424242:role/${name}\n`;

interface Case {
  readonly home?: Home;
  readonly env?: NodeJS.ProcessEnv;
  readonly profile?: string | null;
  readonly seen: string | RegExp;
  readonly advice: string | RegExp;
}

const CASES: Readonly<Record<string, Case>> = {
  "a profile that is not there": {
    home: { config: `[profile other]\n${KEYS}` },
    profile: "prodd",
    seen: /there is no profile "prodd": neither of \S+\/\.aws\/config and \S+\/\.aws\/credentials has it/,
    advice: "AWS_PROFILE",
  },
  "a profile of the environment that is not there": {
    env: { AWS_PROFILE: "prodd" },
    profile: null,
    seen: 'there is no profile "prodd"',
    advice: "aws configure list-profiles",
  },
  "a profile that is not there, beside a source that would work": {
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:1/credentials" },
    profile: "prodd",
    seen: 'there is no profile "prodd"',
    advice: "aws configure list-profiles",
  },
  "a source_profile that is not there": {
    home: { config: `[profile p]\n${role("r")}source_profile = gone\n` },
    seen: 'there is no profile "gone", which profile "p" names as its source_profile',
    advice: "aws configure list-profiles",
  },
  "profiles in a circle": {
    home: {
      config: `[profile p]\n${role("r")}source_profile = q\n[profile q]\n${role("s")}source_profile = p\n`,
    },
    seen: 'profiles name each other as source_profile in a circle: "p", "q", "p"',
    advice: "credentials of its own",
  },
  "a role without a source": {
    home: { config: `[profile p]\n${role("r")}` },
    seen: 'profile "p" has a role_arn and neither source_profile nor credential_source',
    advice: "either source_profile or credential_source",
  },
  "a role with two sources": {
    home: { config: `[profile p]\n${role("r")}source_profile = q\ncredential_source = Environment\n` },
    seen: 'profile "p" has a role_arn with both source_profile and credential_source',
    advice: "either source_profile or credential_source",
  },
  "a source that is none": {
    home: { config: `[profile p]\n${role("r")}credential_source = Moon\n` },
    seen: 'names the credential_source "Moon", which is none',
    advice: "Environment, Ec2InstanceMetadata, EcsContainer",
  },
  "a role whose source is an empty environment": {
    home: { config: `[profile p]\n${role("r")}credential_source = Environment\n` },
    seen: 'profile "p" takes its credentials from the credential_source Environment, which has none',
    advice: "Set AWS_ACCESS_KEY_ID",
  },
  "a role whose source is no instance": {
    home: { config: `[profile p]\n${role("r")}credential_source = Ec2InstanceMetadata\n` },
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:1" },
    seen: 'profile "p" takes its credentials from the credential_source Ec2InstanceMetadata, which gave none',
    advice: "Attach a role to the instance",
  },
  "a role whose source is no container": {
    home: { config: `[profile p]\n${role("r")}credential_source = EcsContainer\n` },
    seen: 'profile "p" takes its credentials from the credential_source EcsContainer, which gave none',
    advice: "Give the task a role",
  },
  "a role that wants a code of MFA": {
    home: {
      config: `[profile p]\n${role("r")}source_profile = gone-wrong\nmfa_serial = arn:aws:iam::000000424242:mfa/me\n[profile gone-wrong]\ncredential_process = false\n`,
    },
    seen: 'profile "p" needs a code of the MFA device arn:aws:iam::000000424242:mfa/me',
    advice: 'eval "$(aws configure export-credentials --profile p --format env)"',
  },
  "a source that wants a code of MFA": {
    home: {
      config: `[profile p]\n${role("r")}source_profile = q\n[profile q]\n${role("s")}source_profile = k\nmfa_serial = GAHT12345678\n[profile k]\n${KEYS}`,
    },
    seen: 'profile "q" needs a code of the MFA device GAHT12345678',
    advice: "--profile q --format env",
  },
  "half a pair of keys": {
    home: { credentials: "[p]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n" },
    seen: 'profile "p" has aws_access_key_id and lacks aws_secret_access_key',
    advice: "aws configure --profile p",
  },
  "the other half of a pair of keys": {
    home: { credentials: `[p]\naws_secret_access_key = ${SECRET}\n` },
    seen: 'profile "p" has aws_secret_access_key and lacks aws_access_key_id',
    advice: "aws configure --profile p",
  },
  "a profile that says nothing of credentials": {
    home: { config: "[profile p]\nregion = eu-west-1\n" },
    seen: 'profile "p" says nothing of credentials',
    advice: "aws.profile",
  },
  "a session of IAM Identity Center that was never begun": {
    home: { config: `[profile p]\n${SSO}${CORP}` },
    seen: 'the session of IAM Identity Center that profile "p" works with is missing or cannot be read',
    advice: "`aws sso login --profile p`",
  },
  "a session of IAM Identity Center that has expired": {
    home: { config: `[profile p]\n${SSO}${CORP}`, ssoCache: { corp: token("2020-01-01T00:00:00Z") } },
    seen: 'the session of IAM Identity Center that profile "p" works with has expired',
    advice: "`aws sso login --profile p`",
  },
  "a session of IAM Identity Center whose file is no JSON": {
    home: { config: `[profile p]\n${SSO}${CORP}`, ssoCache: { corp: `{"accessToken": "${SECRET}` } },
    seen: "is missing or cannot be read",
    advice: "`aws sso login --profile p`",
  },
  "a session of the older kind that was never begun": {
    home: {
      config:
        "[profile p]\nsso_start_url = https://corp.example.com/start\nsso_region = eu-central-1\nsso_account_id = 000000424242\nsso_role_name = Deploy\n",
    },
    seen: "is missing or cannot be read",
    advice: "`aws sso login --profile p`",
  },
  "a session of the older kind that has expired": {
    home: {
      config:
        "[profile p]\nsso_start_url = https://corp.example.com/start\nsso_region = eu-central-1\nsso_account_id = 000000424242\nsso_role_name = Deploy\n",
      ssoCache: { "https://corp.example.com/start": token("2020-01-01T00:00:00Z") },
    },
    seen: 'the session of IAM Identity Center that profile "p" works with has expired',
    advice: "`aws sso login --profile p`",
  },
  "a session of IAM Identity Center behind a role": {
    home: { config: `[profile p]\n${role("r")}source_profile = my sso\n[profile "my sso"]\n${SSO}${CORP}` },
    seen: 'there is no profile "my sso"',
    advice: "aws configure list-profiles",
  },
  "a session of IAM Identity Center behind two roles": {
    home: {
      config: `[profile p]\n${role("r")}source_profile = q\n[profile q]\n${role("s")}source_profile = corp-sso\n[profile corp-sso]\n${SSO}${CORP}`,
    },
    seen: 'that profile "corp-sso" works with is missing',
    advice: "`aws sso login --profile corp-sso`",
  },
  "an sso-session that is not there": {
    home: { config: `[profile p]\n${SSO}` },
    seen: 'profile "p" names the sso-session "corp", which neither of',
    advice: "aws configure sso --profile p",
  },
  "an incomplete profile of IAM Identity Center": {
    home: { config: `[profile p]\nsso_session = corp\nsso_account_id = 000000424242\n${CORP}` },
    seen: 'profile "p" is for IAM Identity Center and lacks sso_role_name',
    advice: "aws configure sso --profile p",
  },
  "a session of `aws login` that was never begun": {
    home: { config: "[profile p]\nlogin_session = arn:aws:iam::000000424242:user/me\n" },
    seen: 'the login session of profile "p" is missing or cannot be read',
    advice: "`aws login --profile p`",
  },
  "a session of `aws login` whose file holds something else": {
    home: {
      config: "[profile p]\nlogin_session = me\n",
      loginCache: { me: JSON.stringify({ refreshToken: SECRET }) },
    },
    seen: 'the login session of profile "p" is missing or cannot be read',
    advice: "`aws login --profile p`",
  },
  "a process that fails": {
    home: {
      config: `[profile p]\ncredential_process = sh -c 'echo ${SECRET}; echo ${SECRET} >&2; exit 3'\n`,
    },
    seen: 'the credential_process of profile "p" has failed',
    advice: "`aws sts get-caller-identity --profile p`",
  },
  "a process that is no program": {
    home: { config: `[profile p]\ncredential_process = /nowhere/vault --token ${SECRET}\n` },
    seen: 'the credential_process of profile "p" has failed',
    advice: "`aws sts get-caller-identity --profile p`",
  },
  "a process that prints a text": {
    home: { config: `[profile p]\ncredential_process = echo ${SECRET}\n` },
    seen: 'the credential_process of profile "p" has not answered with credentials, but with what is no JSON',
    advice: "get-caller-identity",
  },
  "a process that prints credentials of another version": {
    home: {
      config: `[profile p]\ncredential_process = echo '{"Version": 2, "SecretAccessKey": "${SECRET}"}'\n`,
    },
    seen: "has not answered with credentials of Version 1",
    advice: "get-caller-identity",
  },
  "a process that prints half a pair": {
    home: {
      config: `[profile p]\ncredential_process = echo '{"Version": 1, "SecretAccessKey": "${SECRET}"}'\n`,
    },
    seen: "but without AccessKeyId or SecretAccessKey",
    advice: "get-caller-identity",
  },
  "a process that prints credentials that have expired": {
    home: {
      config: `[profile p]\ncredential_process = echo '{"Version": 1, "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "${SECRET}", "Expiration": "2020-01-01T00:00:00Z"}'\n`,
    },
    seen: "has answered with credentials that have expired",
    advice: "get-caller-identity",
  },
  "a process that prints null": {
    home: { config: "[profile p]\ncredential_process = echo null\n" },
    seen: 'the credential_process of profile "p" has not answered with credentials',
    advice: "get-caller-identity",
  },
  "a token file that is not there": {
    home: { config: `[profile p]\n${role("r")}web_identity_token_file = /nowhere/token\n` },
    seen: 'the token file "/nowhere/token" that web_identity_token_file of profile "p" names cannot be read (ENOENT)',
    advice: "into which the platform writes the token",
  },
  "a token file of the environment that is not there": {
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/nowhere/token", AWS_ROLE_ARN: "arn:aws:iam::000000424242:role/r" },
    profile: null,
    seen: 'the token file "/nowhere/token" that AWS_WEB_IDENTITY_TOKEN_FILE names cannot be read (ENOENT)',
    advice: "into which the platform writes the token",
  },
  "a token file of the environment that is not there, beside a default profile that would work": {
    home: { credentials: `[default]\n${KEYS}` },
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/nowhere/token", AWS_ROLE_ARN: "arn:aws:iam::000000424242:role/r" },
    profile: null,
    seen: 'the token file "/nowhere/token" that AWS_WEB_IDENTITY_TOKEN_FILE names cannot be read (ENOENT)',
    advice: "into which the platform writes the token",
  },
  "nothing at all": {
    profile: null,
    seen: /no source has any: the environment has no AWS_ACCESS_KEY_ID; for a web identity has no AWS_WEB_IDENTITY_TOKEN_FILE; neither of \S+ and \S+ has a profile "default"; the instance's metadata are turned off by AWS_EC2_METADATA_DISABLED/,
    advice: "the same AWS identity that the AWS provider uses",
  },
  "half a pair in the environment": {
    env: { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE" },
    profile: null,
    seen: "the environment has AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY",
    advice: "environment variables",
  },
  "half of what a web identity needs": {
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/nowhere/token" },
    profile: null,
    seen: "has AWS_WEB_IDENTITY_TOKEN_FILE without AWS_ROLE_ARN",
    advice: "environment variables",
  },
  "an instance without metadata": {
    env: { AWS_EC2_METADATA_DISABLED: "false", AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:1" },
    profile: null,
    seen: "the instance's metadata gave none",
    advice: "an instance role",
  },
  "a container whose source refuses": {
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:1/credentials" },
    profile: null,
    seen: "the container's source (AWS_CONTAINER_CREDENTIALS_FULL_URI) gave none",
    advice: "an instance role",
  },
  "the default profile, which has a session that was never begun": {
    home: { config: `[default]\n${SSO}${CORP}` },
    profile: null,
    seen: 'that profile "default" works with is missing',
    advice: "`aws sso login --profile default`",
  },
};

describe.each(Object.entries(CASES))("%s", (_, { home = {}, env = {}, profile = "p", seen, advice }) => {
  test("is told by its cause, with what to do, before anything is sent, and nothing secret is shown", async () => {
    const { env: atHome } = homeOf(home);
    const { aws, server } = await deployerOf(() => ({ result: "" }), { profile }, { ...atHome, ...env });
    const works = [
      () => aws.iam.createKey("gw"),
      () => aws.iam.keys("gw"),
      () => aws.sts.callerIdentity(),
      () => aws.sts.caller(),
    ];
    for (const work of works) {
      const fault = (await thrownBy(work())) as Fault;
      expect(fault).toMatchObject({
        code: "AWS_NO_CREDENTIALS",
        details: { state: "Nothing was changed by it." },
      });
      expect(fault.details.seen).toMatch(typeof seen === "string" ? new RegExp(escaped(seen)) : seen);
      expect(fault.detail).toMatch(typeof advice === "string" ? new RegExp(escaped(advice)) : advice);
      expect(inspect(fault, { depth: 20, showHidden: true }) + fault.stack).not.toContain(SECRET);
    }
    expect(server.calls).toEqual([]);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
