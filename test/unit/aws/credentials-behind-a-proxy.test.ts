import { createHash } from "node:crypto";
import { createDeployerAws } from "../../../src/aws/index.js";
import { AMBIENT } from "../../support/aws/deployer.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { failure } from "../../support/failure.js";
import { CorporateProxy, PROXY_PASSWORD } from "../../support/net/corporate-proxy.js";

let proxy: CorporateProxy | undefined;
afterEach(() => {
  jest.restoreAllMocks();
  proxy?.close();
});

const START_URL = "https://corp.awsapps.com/start";
const SSO = "sso_account_id = 111122223333\nsso_role_name = Deployer\n";
const KEYS = "aws_access_key_id = AKIAAMBIENTAMBIENT00\naws_secret_access_key = the-secret-access-key\n";

const PROFILES: readonly [what: string, config: string, cached: string, expiresInMs: number, host: string][] =
  [
    [
      "a role of a single sign-on",
      `[profile corp]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n${SSO}`,
      START_URL,
      3_600_000,
      "portal.sso",
    ],
    [
      "a role of a session of a single sign-on",
      `[sso-session main]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n[profile corp]\nsso_session = main\n${SSO}`,
      "main",
      3_600_000,
      "portal.sso",
    ],
    [
      "a session of a single sign-on that has to be renewed",
      `[sso-session main]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n[profile corp]\nsso_session = main\n${SSO}`,
      "main",
      -60_000,
      "oidc",
    ],
    [
      "a role behind another profile",
      `[profile corp]\nrole_arn = arn:aws:iam::111122223333:role/deployer\nsource_profile = base\n[profile base]\n${KEYS}`,
      "main",
      0,
      "sts",
    ],
    [
      "a role by a token of the web",
      `[profile corp]\nrole_arn = arn:aws:iam::111122223333:role/deployer\nweb_identity_token_file = TOKEN\n`,
      "main",
      0,
      "sts",
    ],
  ];

test.each(PROFILES)(
  "%s is not told as missing credentials where a proxy refuses the way to it",
  async (_what, config, cached, expiresInMs, host) => {
    proxy = await CorporateProxy.open({ refuse: () => 403 });
    const HOME = temporaryFolder();
    const token = {
      accessToken: "the-token-of-the-sign-on",
      expiresAt: new Date(Date.now() + expiresInMs).toISOString(),
      clientId: "client",
      clientSecret: "the-secret-of-the-client",
      refreshToken: "the-token-that-renews",
      region: "us-east-1",
      startUrl: START_URL,
    };
    const name = `${createHash("sha1").update(cached).digest("hex")}.json`;
    file(HOME, `.aws/sso/cache/${name}`, JSON.stringify(token));
    const webToken = file(HOME, "token", "the-token-of-the-web");
    jest.replaceProperty(process, "env", {
      HOME,
      HTTPS_PROXY: proxy.url(),
      AWS_CONFIG_FILE: file(HOME, "config", config.replace("TOKEN", webToken)),
      AWS_SHARED_CREDENTIALS_FILE: AMBIENT.AWS_SHARED_CREDENTIALS_FILE,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    const settings = {
      region: "eu-west-1",
      profile: "corp",
      assumeRoleArn: null,
      assumeRoleExternalId: null,
      iamEndpoint: null,
      stsEndpoint: null,
      regionalSts: false,
      userAgent: ["latchkey", "9.9.9"] as [string, string],
      requestTimeoutMs: 5_000,
    };
    const fault = await failure(createDeployerAws(settings, () => {}).iam.keys("gw"));
    const [asked = ""] = proxy.asked;
    expect(asked).toMatch(new RegExp(`^${host}\\..*\\.amazonaws\\.com:443$`));
    expect(fault).toMatchObject({
      code: "PROXY_REFUSED",
      details: { seen: `the proxy 127.0.0.1:${proxy.port} refuses the way to ${asked} (403)` },
    });
    for (const secret of [PROXY_PASSWORD, "the-token", "the-secret"])
      expect(fault.message).not.toContain(secret);
  },
);
