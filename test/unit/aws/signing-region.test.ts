import { iamSigningRegion, stsSigningRegion } from "../../../src/aws/signing-region.js";
import { AMBIENT, closeBenches, deployerOf } from "../../support/aws/deployer.js";
import type { AwsReply } from "../../support/aws/query-server.js";

afterEach(closeBenches);

const NO_KEYS: AwsReply = { result: "<AccessKeyMetadata/><IsTruncated>false</IsTruncated>" };
const ROOT: AwsReply = {
  result: "<Arn>arn:aws:iam::000000424242:root</Arn><UserId>0</UserId><Account>000000424242</Account>",
};

/** As the endpoint rules of the SDK have it, for regions of every partition. */
const HOMES: readonly [region: string, home: string][] = [
  ["us-east-1", "us-east-1"],
  ["eu-west-1", "us-east-1"],
  ["ap-southeast-7", "us-east-1"],
  ["cn-north-1", "cn-north-1"],
  ["cn-northwest-1", "cn-north-1"],
  ["us-gov-east-1", "us-gov-west-1"],
  ["us-gov-west-1", "us-gov-west-1"],
  ["us-iso-west-1", "us-iso-east-1"],
  ["us-isob-west-1", "us-isob-east-1"],
  ["us-isof-east-1", "us-isof-south-1"],
  ["eu-isoe-west-1", "eu-isoe-west-1"],
  ["eusc-de-east-1", "eusc-de-east-1"],
];

describe.each(HOMES)("where one works in %s", (region, home) => {
  test("IAM behind a custom endpoint is signed for its home, and STS for the region", async () => {
    const { aws, server } = await deployerOf(({ action }) => (action === "ListAccessKeys" ? NO_KEYS : ROOT), {
      region,
    });
    await aws.sts.callerIdentity();
    await aws.iam.keys("gw");
    expect(server.calls.map((call) => [call.action, call.region])).toEqual([
      ["GetCallerIdentity", region],
      ["ListAccessKeys", home],
    ]);
  });

  test("the SDK signs for the same home where it chooses the endpoint itself", async () => {
    const { IAMClient, ListAccessKeysCommand } = await import("@aws-sdk/client-iam");
    const client = new IAMClient({ region, credentials: { accessKeyId: "AKIA", secretAccessKey: "s" } });
    let scope = "";
    client.middlewareStack.add(
      () =>
        async ({ request }) => {
          scope = (request as { headers: Record<string, string> }).headers.authorization ?? "";
          throw new Error("not sent");
        },
      { step: "deserialize" },
    );
    await client.send(new ListAccessKeysCommand({})).catch(() => {});
    expect(/Credential=AKIA\/\d+\/([^/]+)/.exec(scope)?.[1]).toBe(home);
    expect(iamSigningRegion(region)).toBe(home);
  });
});

test("keys are made, changed and deleted with the same signature", async () => {
  const { aws, server } = await deployerOf(() => ({
    result: "<AccessKey><AccessKeyId>AKIANEW</AccessKeyId><SecretAccessKey>s</SecretAccessKey></AccessKey>",
  }));
  await aws.iam.createKey("gw");
  await aws.iam.setKeyStatus("gw", "AKIANEW", "Inactive");
  await aws.iam.deleteKey("gw", "AKIANEW");
  expect(new Set(server.calls.map(({ region }) => region))).toEqual(new Set(["us-east-1"]));
});

test("an endpoint that only the environment or a profile names is signed for in the same way", async () => {
  const { aws, server } = await deployerOf(() => NO_KEYS, { iamEndpoint: null });
  process.env = { ...AMBIENT, AWS_ENDPOINT_URL: server.url };
  await aws.iam.keys("gw");
  expect(server.calls.map(({ region }) => region)).toEqual(["us-east-1"]);
});

test.each([
  [null, "eu-west-1"],
  ["https://sts.example.com", "eu-west-1"],
  ["http://127.0.0.1:4566/", "eu-west-1"],
  ["https://sts.amazonaws.com", "us-east-1"],
  ["https://sts.eu-central-1.amazonaws.com/", "eu-central-1"],
  ["https://sts-fips.us-west-2.amazonaws.com", "us-west-2"],
  ["https://sts.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"],
  ["https://sts.us-gov-west-1.amazonaws.com", "us-gov-west-1"],
  ["https://vpce-0a1b2c3d-abcd.sts.ap-northeast-3.vpce.amazonaws.com", "ap-northeast-3"],
])("STS at %s is signed for %s", (endpoint, region) => {
  expect(stsSigningRegion("eu-west-1", endpoint)).toBe(region);
});
