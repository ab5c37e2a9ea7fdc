import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.js";
import { homeOf } from "../../support/aws/home.js";
import {
  type AwsCall,
  type AwsReply,
  type QueryServer,
  queryServer,
} from "../../support/aws/query-server.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { endPlugins } from "../../support/protocol/plugin-process.js";
import { ProviderProcess } from "../../support/provider/provider-process.js";

jest.setTimeout(120_000);

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const TOKEN = "the-token-of-the-session-that-nobody-may-see";
const LATER = "2099-01-01T00:00:00Z";

let aws: QueryServer;
let sandbox: Sandbox;
let portal: Server;
let provider: ProviderProcess | undefined;

/** STS gives sessions; to everything else nobody is allowed, which a plan survives. */
function answer({ action, parameters }: AwsCall): AwsReply {
  if (!action.startsWith("AssumeRole")) return { error: "AccessDenied", status: 403 };
  const id = `ASIA${parameters.RoleArn?.split("/").at(-1)?.toUpperCase()}SESSION0`;
  return {
    result: `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${SECRET}</SecretAccessKey><SessionToken>${TOKEN}</SessionToken><Expiration>${LATER}</Expiration></Credentials>`,
  };
}

beforeEach(async () => {
  aws = await queryServer(answer);
  sandbox = await startSandbox();
  const roleCredentials = {
    accessKeyId: "ASIASIGNEDONSIGNEDON",
    secretAccessKey: SECRET,
    sessionToken: TOKEN,
    expiration: Date.parse(LATER),
  };
  portal = createServer((_, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify({ roleCredentials }));
  });
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  provider?.close();
  provider = undefined;
  await endPlugins();
  portal.close();
  portal.closeAllConnections();
  await sandbox.close();
  await aws.close();
});

/** Plans a seeded target with nothing of AWS but a home folder; gives who asked AWS, and what was told and logged. */
async function planned(home: Parameters<typeof homeOf>[0], given: Readonly<Record<string, string>> = {}) {
  const { url } = sandbox.gateway;
  const { AKEYLESS_ACCESS_ID, AKEYLESS_ACCESS_KEY } = sandbox.environment;
  const { port } = portal.address() as AddressInfo;
  const nothing = {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
  };
  provider = await ProviderProcess.start({
    env: {
      ...nothing,
      ...homeOf(home).env,
      AWS_CONFIG_FILE: undefined,
      AWS_SHARED_CREDENTIALS_FILE: undefined,
      AWS_REGION: "eu-west-1",
      AWS_PROFILE: "p",
      AWS_ENDPOINT_URL_IAM: aws.url,
      AWS_ENDPOINT_URL_STS: aws.url,
      AWS_ENDPOINT_URL_SSO: `http://127.0.0.1:${port}`,
      AKEYLESS_GATEWAY: url,
      AKEYLESS_ACCESS_ID,
      AKEYLESS_ACCESS_KEY,
      TF_LOG: "TRACE",
      ...given,
    },
  });
  const diagnostics = [
    ...(await provider.configure()),
    ...(await provider.plan("latchkey_target_aws", {
      name: "/t",
      seed_user_arn: "arn:aws:iam::000000424242:user/gw",
    })),
  ];
  const told = diagnostics.map(({ summary, detail }) => `${summary} ${detail}`).join("\n");
  const callers = aws.calls
    .filter(({ action }) => !action.startsWith("AssumeRole"))
    .map(({ keyId }) => keyId);
  return { callers: [...new Set(callers)], told, written: told + provider.plugin.stderr() };
}

/** A program that prints this, for `credential_process`. */
function printing(text: string, exitCode = 0): string {
  return file(
    temporaryFolder(),
    "give keys",
    `#!/bin/sh\ncat <<'END'\n${text}\nEND\nexit ${exitCode}\n`,
    0o755,
  );
}

const PROCESS = JSON.stringify({
  Version: 1,
  AccessKeyId: "ASIAPROCESSPROCESS00",
  SecretAccessKey: SECRET,
  SessionToken: TOKEN,
  Expiration: LATER,
});
const SSO = "sso_account_id = 000000424242\nsso_role_name = Deploy\n";
const START = "sso_start_url = https://corp.example.com/start\nsso_region = eu-central-1\n";
const SIGNED_ON = JSON.stringify({ accessToken: "the-token-of-the-sign-on", expiresAt: LATER });
const role = (name: string) => `role_arn = arn:aws:iam::000000424242:role/${name}\n`;

describe("the provider asks AWS with the credentials of a profile", () => {
  test.each<[string, () => Parameters<typeof homeOf>[0], string]>([
    [
      "whose program prints them",
      () => ({ config: `[profile p]\ncredential_process = "${printing(PROCESS)}" --for 'the provider'\n` }),
      "ASIAPROCESSPROCESS00",
    ],
    [
      "of a session of IAM Identity Center",
      () => ({
        config: `[sso-session corp]\n${START}[profile p]\nsso_session = corp\n${SSO}`,
        ssoCache: { corp: SIGNED_ON },
      }),
      "ASIASIGNEDONSIGNEDON",
    ],
    [
      "of IAM Identity Center without a session",
      () => ({
        config: `[profile p]\n${START}${SSO}`,
        ssoCache: { "https://corp.example.com/start": SIGNED_ON },
      }),
      "ASIASIGNEDONSIGNEDON",
    ],
    [
      "whose role is assumed by what a program prints",
      () => ({
        config: `[profile base]\ncredential_process = "${printing(PROCESS)}"\n[profile p]\nsource_profile = base\n${role("deploy")}`,
      }),
      "ASIADEPLOYSESSION0",
    ],
    [
      "whose role is assumed by a token of the web",
      () => ({
        config: `[profile p]\nweb_identity_token_file = ${file(temporaryFolder(), "token", TOKEN)}\n${role("web")}`,
      }),
      "ASIAWEBSESSION0",
    ],
  ])("%s, and tells none of them", async (_what, home, keyId) => {
    const { callers, written } = await planned(home());

    expect(callers).toEqual([keyId]);
    for (const secret of [SECRET, TOKEN, "the-token-of-the-sign-on"]) expect(written).not.toContain(secret);
  });
});

test.each([
  ["ends with an error", () => printing(PROCESS, 3), "has failed"],
  ["prints something else", () => printing(`no JSON, but ${SECRET}`), "what is no JSON"],
  ["is not there", () => join(temporaryFolder(), "nothing"), "has failed"],
])(
  "a program for credentials that %s is told as that, without what it printed",
  async (_what, program, says) => {
    const config = `[profile p]\ncredential_process = "${program()}"\n`;

    const { callers, told, written } = await planned({ config });

    expect(callers).toEqual([]);
    expect(told).toContain('the credential_process of profile "p" has');
    expect(told).toContain(says);
    for (const secret of [SECRET, TOKEN]) expect(written).not.toContain(secret);
  },
);
