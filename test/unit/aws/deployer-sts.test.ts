import { provingRegions, stsAddress } from "../../../src/aws/sts-host.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import { AMBIENT, closeBenches, deployerOf } from "../../support/aws/deployer.js";
import type { AwsCall, AwsReply } from "../../support/aws/query-server.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { thrownBy } from "../../support/gateway/client.js";

afterEach(closeBenches);

const identity = (name: string): AwsReply => ({
  result: `<Arn>arn:aws:iam::000000424242:user/${name}</Arn><UserId>AIDA</UserId><Account>000000424242</Account>`,
});
const DENIED: AwsReply = { error: "InvalidClientTokenId", status: 403 };
const NO_KEYS: AwsReply = { result: "<AccessKeyMetadata/><IsTruncated>false</IsTruncated>" };
const explicit = { keyId: "AKIAEXPLICITEXPLICIT", secret: new SecretText("the-explicit-secret-access-key") };

describe("whoIs", () => {
  test("signs with the given credentials, and never with the ambient ones", async () => {
    const { aws, server } = await deployerOf(() => identity("gw"));
    const sessionToken = new SecretText("a-session-token");
    expect(await aws.sts.whoIs({ ...explicit, sessionToken })).toEqual({
      ok: true,
      arn: "arn:aws:iam::000000424242:user/gw",
      account: "000000424242",
    });
    expect(server.calls.map(({ action, keyId }) => [action, keyId])).toEqual([
      ["GetCallerIdentity", "AKIAEXPLICITEXPLICIT"],
    ]);
  });

  test("works without any ambient credentials", async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...none } = AMBIENT;
    const { aws } = await deployerOf(() => identity("gw"), {}, none);
    expect(await aws.sts.whoIs(explicit)).toMatchObject({ ok: true });
  });

  test("is not fooled by ambient credentials that work where the given ones do not", async () => {
    const { aws } = await deployerOf(({ keyId }) =>
      keyId === AMBIENT.AWS_ACCESS_KEY_ID
        ? identity("deployer")
        : { error: "InvalidClientTokenId", status: 403 },
    );
    expect(await aws.sts.whoIs(explicit)).toEqual({ ok: false, code: "InvalidClientTokenId" });
  });

  /** Where no endpoint is set in the settings, the SDK still follows AWS_ENDPOINT_URL_STS, by which both can be watched. */
  async function atTwoEndpoints(script: (call: AwsCall) => AwsReply) {
    const bench = await deployerOf(script, { stsEndpoint: null });
    process.env.AWS_ENDPOINT_URL_STS = bench.server.url;
    return bench;
  }

  test("asks the region's STS and that of us-east-1, because one proves nothing about the other", async () => {
    const { aws, server } = await atTwoEndpoints(() => identity("gw"));
    expect(await aws.sts.whoIs(explicit)).toMatchObject({ ok: true });
    expect(server.calls.map(({ region }) => region).sort()).toEqual(["eu-west-1", "us-east-1"]);
  });

  test.each(["eu-west-1", "us-east-1"])("is refused when only the STS of %s refuses", async (refusing) => {
    const { aws } = await atTwoEndpoints(({ region }) =>
      region === refusing ? { error: "InvalidClientTokenId", status: 403 } : identity("gw"),
    );
    expect(await aws.sts.whoIs(explicit)).toEqual({ ok: false, code: "InvalidClientTokenId" });
  });

  test("is refused when the two tell different identities", async () => {
    const { aws } = await atTwoEndpoints(({ region }) => identity(region));
    expect(await aws.sts.whoIs(explicit)).toMatchObject({ ok: false });
  });

  test.each<[AwsReply | "nobody", string]>([
    [{ error: "SignatureDoesNotMatch", status: 403 }, "SignatureDoesNotMatch"],
    [{ error: "ExpiredTokenException", status: 403 }, "ExpiredToken"],
    ["cut", "ECONNRESET"],
    ["nobody", "ECONNREFUSED"],
    [{ result: "" }, "no identity"],
  ])("tells why %j is no success, and does not throw", async (reply, code) => {
    const elsewhere = reply === "nobody" ? { stsEndpoint: "http://127.0.0.1:1" } : {};
    const { aws } = await deployerOf(() => (reply === "nobody" ? "cut" : reply), elsewhere);
    expect(await aws.sts.whoIs(explicit)).toEqual({ ok: false, code });
  });
});

describe("the deployer", () => {
  test("learns who it is", async () => {
    const { aws, server } = await deployerOf(() => identity("deployer"));
    expect(await aws.sts.callerIdentity()).toEqual({
      arn: "arn:aws:iam::000000424242:user/deployer",
      account: "000000424242",
    });
    expect(server.calls[0]?.keyId).toBe(AMBIENT.AWS_ACCESS_KEY_ID);
  });

  test("fails when its credentials are not accepted", async () => {
    const { aws } = await deployerOf(() => ({ error: "InvalidClientTokenId", status: 403 }));
    expect(await thrownBy(aws.sts.callerIdentity())).toMatchObject({ code: "AWS_LOGIN_REFUSED" });
  });

  const assumed: AwsReply = {
    result:
      "<Credentials><AccessKeyId>ASIAASSUMEDASSUMED00</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>",
  };
  const role = { assumeRoleArn: "arn:aws:iam::000000424242:role/deploy", assumeRoleExternalId: "an-id" };

  test("assumes the role that it is told to, once, and works as that", async () => {
    const { aws, server } = await deployerOf(
      ({ action }) => ({ AssumeRole: assumed, ListAccessKeys: NO_KEYS })[action] ?? identity("deployer"),
      role,
    );
    await aws.sts.callerIdentity();
    await aws.iam.keys("gw");
    expect(server.calls.map(({ action, keyId }) => [action, keyId])).toEqual([
      ["AssumeRole", AMBIENT.AWS_ACCESS_KEY_ID],
      ["GetCallerIdentity", "ASIAASSUMEDASSUMED00"],
      ["ListAccessKeys", "ASIAASSUMEDASSUMED00"],
    ]);
    expect(server.calls[0]?.parameters).toMatchObject({ RoleArn: role.assumeRoleArn, ExternalId: "an-id" });
  });

  test("fails, naming the role, when it may not assume it", async () => {
    const { aws, server } = await deployerOf(() => ({ error: "AccessDenied", status: 403 }), role);
    const error = await thrownBy(aws.iam.createKey("gw"));
    expect(error).toMatchObject({ code: "AWS_ACCESS_DENIED" });
    expect(error.message).toContain(role.assumeRoleArn);
    expect(server.calls.map(({ action }) => action)).toEqual(["AssumeRole"]);
  });

  test("signs in the region that it is told, else in us-east-1, also when AWS_REGION is set to nothing", async () => {
    const told = await deployerOf(() => identity("deployer"));
    await told.aws.sts.callerIdentity();
    expect(told.server.calls[0]?.region).toBe("eu-west-1");
    const untold = await deployerOf(
      () => identity("deployer"),
      { region: null },
      { ...AMBIENT, AWS_REGION: "" },
    );
    await untold.aws.sts.callerIdentity();
    expect(untold.server.calls[0]?.region).toBe("us-east-1");
  });

  const REGIONS = "[default]\nregion = cn-north-1\n[profile gov]\nregion = us-gov-west-1\n";
  test.each<[string, string | null, NodeJS.ProcessEnv, string]>([
    ["of the profile default", null, {}, "cn-north-1"],
    ["of AWS_PROFILE", null, { AWS_PROFILE: "gov" }, "us-gov-west-1"],
    ["of the profile of the configuration", "gov", {}, "us-gov-west-1"],
    ["of the file of credentials before that of config", null, { credentials: "eu-north-1" }, "eu-north-1"],
  ])("signs in the region %s where AWS_REGION is set to nothing", async (_, profile, environment, region) => {
    const { credentials: other, ...own } = environment;
    const keys = `aws_access_key_id = AKIAP\naws_secret_access_key = s\n${other ? `region = ${other}\n` : ""}`;
    const folder = temporaryFolder();
    const { aws, server } = await deployerOf(
      () => identity("deployer"),
      { region: null, profile },
      {
        AWS_CONFIG_FILE: file(folder, "config", REGIONS),
        AWS_SHARED_CREDENTIALS_FILE: file(folder, "credentials", `[default]\n${keys}[gov]\n${keys}`),
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_REGION: "",
        ...own,
      },
    );
    await aws.sts.callerIdentity();
    expect(server.calls[0]?.region).toBe(region);
  });

  test.each(["with AWS_REGION", "but for AWS_REGION"])(
    "takes every variable of AWS that is set to nothing for one that is not set, %s",
    async (which) => {
      const unheard: unknown[] = [];
      const note = (reason: unknown) => unheard.push(reason);
      process.on("unhandledRejection", note);
      const { aws, server } = await deployerOf(
        () => identity("deployer"),
        { region: null },
        {
          ...AMBIENT,
          ...Object.fromEntries(
            [
              ...(which === "with AWS_REGION" ? ["AWS_REGION"] : []),
              "AWS_DEFAULT_REGION",
              "AWS_PROFILE",
              "AWS_SESSION_TOKEN",
              "AWS_CA_BUNDLE",
              "AWS_ENDPOINT_URL",
              "AWS_ENDPOINT_URL_STS",
              "AWS_USE_FIPS_ENDPOINT",
              "AWS_USE_DUALSTACK_ENDPOINT",
              "AWS_MAX_ATTEMPTS",
              "AWS_RETRY_MODE",
              "AWS_DEFAULTS_MODE",
              "AWS_SDK_UA_APP_ID",
              "AWS_ROLE_ARN",
              "AWS_WEB_IDENTITY_TOKEN_FILE",
            ].map((name) => [name, ""]),
          ),
        },
      );
      await aws.sts.callerIdentity();
      expect(server.calls.map(({ keyId, region }) => [keyId, region])).toEqual([
        [AMBIENT.AWS_ACCESS_KEY_ID, "us-east-1"],
      ]);
      await new Promise(setImmediate);
      process.off("unhandledRejection", note);
      expect(unheard).toEqual([]);
    },
  );

  test("addresses proofs of its identity to the custom endpoint, where one is set", async () => {
    const { aws, server } = await deployerOf(() => identity("deployer"));
    const signer = await aws.sts.signer();
    expect(signer).toMatchObject({ stsUrl: server.url, region: "eu-west-1" });
    expect(await signer.credentials()).toMatchObject({ accessKeyId: AMBIENT.AWS_ACCESS_KEY_ID });
    const real = await deployerOf(() => identity("deployer"), { stsEndpoint: null });
    expect(await real.aws.sts.signer()).toMatchObject({
      stsUrl: "https://sts.amazonaws.com/",
      region: "us-east-1",
    });
  });
});

describe("the caller", () => {
  const OWN = "AKIAOWNKEYOWNKEYOWN1";
  const session = (id: string): AwsReply => ({
    result: `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
  });
  const role = (name: string): AwsReply => ({
    result: `<Arn>arn:aws:sts::000000424242:assumed-role/${name}/latchkey</Arn><UserId>AROA</UserId><Account>000000424242</Account>`,
  });

  /** A config file, and an environment that has it instead of keys. */
  function withProfiles(text: string): NodeJS.ProcessEnv {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, ...rest } = AMBIENT;
    return { ...rest, AWS_CONFIG_FILE: file(temporaryFolder(), "config", text) };
  }

  test("is told with the key that it signs with, by one call", async () => {
    const { aws, server } = await deployerOf(() => identity("gw"));
    expect(await aws.sts.caller()).toEqual({
      account: "000000424242",
      identities: [{ arn: "arn:aws:iam::000000424242:user/gw", keyId: AMBIENT.AWS_ACCESS_KEY_ID }],
    });
    expect(server.calls).toHaveLength(1);
  });

  test("behind a role of the provider block is whoever assumed it", async () => {
    const { aws } = await deployerOf(
      ({ action, keyId }) => {
        if (action === "AssumeRole") return session("ASIAASSUMEDASSUMED00");
        return keyId.startsWith("ASIA") ? role("deploy") : identity("gw");
      },
      { assumeRoleArn: "arn:aws:iam::000000424242:role/deploy" },
    );
    expect(await aws.sts.caller()).toEqual({
      account: "000000424242",
      identities: [
        { arn: "arn:aws:sts::000000424242:assumed-role/deploy/latchkey", keyId: "ASIAASSUMEDASSUMED00" },
        { arn: "arn:aws:iam::000000424242:user/gw", keyId: AMBIENT.AWS_ACCESS_KEY_ID },
      ],
    });
  });

  const PROFILES = `
[profile deploy]
role_arn = arn:aws:iam::000000424242:role/deploy
source_profile = between
[profile between]
role_arn = arn:aws:iam::000000424242:role/between
source_profile = gw
[profile gw]
aws_access_key_id = ${OWN}
aws_secret_access_key = the-own-secret
`;
  const ofProfiles = ({ action, keyId, parameters }: AwsCall): AwsReply => {
    if (action === "AssumeRole") {
      return session(`ASIA${parameters.RoleArn?.split("/").at(-1)?.toUpperCase()}SESSION01`);
    }
    return keyId === OWN ? identity("gw") : role(keyId.includes("BETWEEN") ? "between" : "deploy");
  };

  test("behind the roles of profiles is the user whose key began it", async () => {
    const { aws } = await deployerOf(ofProfiles, { profile: "deploy" }, withProfiles(PROFILES));
    const { identities } = await aws.sts.caller();
    expect(identities[0]?.arn).toContain("assumed-role/deploy/");
    expect(identities).toContainEqual({ arn: "arn:aws:iam::000000424242:user/gw", keyId: OWN });
  });

  test("behind a role of the provider block on top of a profile's role is that user, too", async () => {
    const settings = { profile: "between", assumeRoleArn: "arn:aws:iam::000000424242:role/deploy" };
    const { aws } = await deployerOf(ofProfiles, settings, withProfiles(PROFILES));
    const { identities } = await aws.sts.caller();
    expect(identities[0]?.arn).toContain("assumed-role/deploy/");
    expect(identities).toContainEqual({ arn: "arn:aws:iam::000000424242:user/gw", keyId: OWN });
  });

  test("is told where STS does not say who assumed its role", async () => {
    const { aws } = await deployerOf(
      (call) => (call.action !== "AssumeRole" && call.keyId === OWN ? DENIED : ofProfiles(call)),
      { profile: "deploy" },
      withProfiles(PROFILES),
    );
    const { identities } = await aws.sts.caller();
    expect(identities[0]?.arn).toContain("assumed-role/deploy/");
    expect(identities.map(({ keyId }) => keyId)).not.toContain(OWN);
  });
});

test.each([
  ["eu-west-1", false, "https://sts.amazonaws.com/", "us-east-1"],
  ["eu-west-1", true, "https://sts.eu-west-1.amazonaws.com/", "eu-west-1"],
  ["cn-northwest-1", false, "https://sts.cn-northwest-1.amazonaws.com.cn/", "cn-northwest-1"],
  ["eusc-de-east-1", false, "https://sts.eusc-de-east-1.amazonaws.eu/", "eusc-de-east-1"],
  ["us-gov-east-1", false, "https://sts.us-gov-east-1.amazonaws.com/", "us-gov-east-1"],
])("in %s (regional: %p) proofs go to %s and name %s", (region, regional, url, signed) => {
  expect(stsAddress(region, regional)).toEqual({ url, region: signed });
});

test.each([
  ["eu-west-1", ["eu-west-1", "us-east-1"]],
  ["us-east-1", ["us-east-1"]],
  ["cn-northwest-1", ["cn-northwest-1", "cn-north-1"]],
  ["us-gov-east-1", ["us-gov-east-1", "us-gov-west-1"]],
  ["eusc-de-east-1", ["eusc-de-east-1"]],
  ["us-iso-east-1", ["us-iso-east-1"]],
])("from %s keys are tried in %j", (region, regions) => {
  expect(provingRegions(region)).toEqual(regions);
});
