import { SecretText } from "../../../src/domain/secret-text.js";
import { AMBIENT, closeBenches, deployerOf } from "../../support/aws/deployer.js";
import type { AwsReply } from "../../support/aws/query-server.js";
import { thrownBy } from "../../support/gateway/client.js";

afterEach(closeBenches);

const KEY = "AKIASOMEBODYSKEY0001";
const explicit = { keyId: KEY, secret: new SecretText("the-explicit-secret-access-key") };
const identity: AwsReply = {
  result: "<Arn>arn:aws:iam::000000424242:user/gw</Arn><UserId>AIDA</UserId><Account>000000424242</Account>",
};
const DENIED: AwsReply = { error: "AccessDenied", status: 403 };

describe("whoIsEverywhere", () => {
  test("gives what each endpoint says of the given credentials, and signs with no others", async () => {
    const { aws, server } = await deployerOf(() => identity);
    expect(await aws.sts.whoIsEverywhere(explicit)).toEqual([
      { ok: true, arn: "arn:aws:iam::000000424242:user/gw", account: "000000424242" },
    ]);
    expect(server.calls.map(({ keyId }) => keyId)).toEqual([KEY]);
  });

  test("gives refusals as answers", async () => {
    const { aws } = await deployerOf(() => ({ error: "InvalidClientTokenId", status: 403 }));
    expect(await aws.sts.whoIsEverywhere(explicit)).toEqual([{ ok: false, code: "InvalidClientTokenId" }]);
  });
});

describe("accountOf", () => {
  test("asks as the deployer which account a key id belongs to", async () => {
    const { aws, server } = await deployerOf(() => ({ result: "<Account>123456789012</Account>" }));
    expect(await aws.sts.accountOf(KEY)).toBe("123456789012");
    expect(server.calls).toMatchObject([
      { action: "GetAccessKeyInfo", parameters: { AccessKeyId: KEY }, keyId: AMBIENT.AWS_ACCESS_KEY_ID },
    ]);
  });

  test("knows no account of an id that is none", async () => {
    const { aws } = await deployerOf(() => ({ error: "ValidationError", status: 400 }));
    expect(await aws.sts.accountOf(KEY)).toBeUndefined();
  });

  test("fails when it may not ask", async () => {
    const { aws } = await deployerOf(() => DENIED);
    expect(await thrownBy(aws.sts.accountOf(KEY))).toMatchObject({ code: "AWS_ACCESS_DENIED" });
  });
});

describe("ownerOf", () => {
  test("names the user and the last use", async () => {
    const { aws } = await deployerOf(() => ({
      result:
        "<UserName>gw</UserName><AccessKeyLastUsed><LastUsedDate>2030-01-02T03:04:05Z</LastUsedDate></AccessKeyLastUsed>",
    }));
    expect(await aws.iam.ownerOf(KEY)).toEqual({
      userName: "gw",
      lastUsed: new Date("2030-01-02T03:04:05Z"),
    });
  });

  test("tells what the key was used for, and nothing of a key that never was", async () => {
    const use = (service: string, region: string) =>
      `<UserName>gw</UserName><AccessKeyLastUsed><ServiceName>${service}</ServiceName><Region>${region}</Region></AccessKeyLastUsed>`;
    const { aws } = await deployerOf((_, count) => ({
      result: count === 1 ? use("sts", "eu-west-1") : use("N/A", "N/A"),
    }));
    expect(await aws.iam.ownerOf(KEY)).toMatchObject({ service: "sts", region: "eu-west-1" });
    expect(await aws.iam.ownerOf(KEY)).toMatchObject({ service: undefined, region: undefined });
  });

  test("fails when AWS does not tell a foreign key from a lack of permission", async () => {
    const { aws } = await deployerOf(() => DENIED);
    expect(await thrownBy(aws.iam.ownerOf(KEY))).toMatchObject({ code: "AWS_ACCESS_DENIED" });
  });
});

describe("userNames", () => {
  test("lists all pages", async () => {
    const { aws, server } = await deployerOf(({ parameters }) => ({
      result: parameters.Marker
        ? "<Users><member><UserName>c</UserName></member></Users><IsTruncated>false</IsTruncated>"
        : "<Users><member><UserName>a</UserName></member><member><UserName>b</UserName></member></Users><IsTruncated>true</IsTruncated><Marker>m</Marker>",
    }));
    expect(await aws.iam.userNames()).toEqual(["a", "b", "c"]);
    expect(server.calls).toHaveLength(2);
  });

  test("fails on an answer that is none, which is not an account without users", async () => {
    const { aws } = await deployerOf(() => ({ page: "<html></html>", status: 200 }));
    expect(await thrownBy(aws.iam.userNames())).toMatchObject({ code: "AWS_UNEXPECTED" });
  });
});

describe("rootHasKeys", () => {
  test.each([
    [0, false],
    [1, true],
  ])("with %i in the summary says %p", async (count, has) => {
    const { aws } = await deployerOf(() => ({
      result: `<SummaryMap><entry><key>AccountAccessKeysPresent</key><value>${count}</value></entry></SummaryMap>`,
    }));
    expect(await aws.iam.rootHasKeys()).toBe(has);
  });

  test("fails on a summary that does not say it", async () => {
    const { aws } = await deployerOf(() => ({ result: "<SummaryMap/>" }));
    expect(await thrownBy(aws.iam.rootHasKeys())).toMatchObject({ code: "AWS_UNEXPECTED" });
  });
});
