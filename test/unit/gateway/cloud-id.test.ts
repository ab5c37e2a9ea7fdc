import { signedCloudId } from "../../../src/gateway/index.js";

const CREDENTIALS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};

interface CloudId {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly headers: { readonly [name: string]: readonly string[] };
}

const decoded = (text: string) => Buffer.from(text, "base64").toString("utf8");

function opened(cloudId: string): CloudId {
  const envelope = JSON.parse(decoded(cloudId));
  return {
    method: envelope.sts_request_method,
    url: decoded(envelope.sts_request_url),
    body: decoded(envelope.sts_request_body),
    headers: JSON.parse(decoded(envelope.sts_request_headers)),
  };
}

function amzDate(text: string): Date {
  const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(text) ?? [];
  const digits = `${day}${time}`.match(/\d\d/g) ?? [];
  const [century, year, month, date, hour, minute, second] = digits;
  return new Date(`${century}${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
}

describe.each([
  ["a long-term key", {}],
  ["a session", { sessionToken: "a-session-token/with+signs==" }],
])("for %s", (_, session: { sessionToken?: string }) => {
  test("makes, byte for byte, the proof that the gateway's own library makes", async () => {
    jest.resetModules(); // that library keeps the first credentials that it finds
    jest.replaceProperty(process, "env", {
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_SESSION_TOKEN: session.sessionToken,
    });
    const { getCloudId } = require("akeyless-cloud-id") as { getCloudId(type: string): Promise<string> };
    const theirs = opened(await getCloudId("aws_iam"));
    jest.restoreAllMocks();

    const cloudId = await signedCloudId({
      credentials: async () => ({ ...CREDENTIALS, ...session }),
      stsUrl: "https://sts.amazonaws.com/",
      region: "us-east-1",
      now: () => amzDate(theirs.headers["X-Amz-Date"]?.[0] ?? ""),
    });
    const ours = opened(cloudId.reveal());
    const { Authorization: signedByThem, ...theirHeaders } = theirs.headers;
    const { Authorization: signedByUs, ...ourHeaders } = ours.headers;
    expect({ ...ours, headers: ourHeaders }).toEqual({ ...theirs, headers: theirHeaders });
    const parts = (header: readonly string[] | undefined) => header?.[0]?.split(/[ ,]+/);
    expect(parts(signedByUs)).toEqual(parts(signedByThem));
  });
});

test("signs for the host and the region that it is told, with a port where there is one", async () => {
  const at = async (stsUrl: string, region: string) => {
    const now = () => new Date("2026-03-01T12:00:00Z");
    return opened(
      (await signedCloudId({ credentials: async () => CREDENTIALS, stsUrl, region, now })).reveal(),
    );
  };
  const regional = await at("https://sts.eu-west-1.amazonaws.com/", "eu-west-1");
  expect(regional.url).toBe("https://sts.eu-west-1.amazonaws.com/");
  expect(regional.headers.Host).toEqual(["sts.eu-west-1.amazonaws.com"]);
  expect(regional.headers.Authorization?.[0]).toContain("/20260301/eu-west-1/sts/aws4_request");
  const custom = await at("http://127.0.0.1:4566", "eu-west-1");
  expect(custom.url).toBe("http://127.0.0.1:4566/");
  expect(custom.headers.Host).toEqual(["127.0.0.1:4566"]);
});
