import { inspect } from "node:util";
import fc from "fast-check";
import { quotedAws } from "../../../src/aws/words-of-aws.js";
import type { Fault } from "../../../src/errors/fault.js";
import { AMBIENT, closeBenches, deployerOf } from "../../support/aws/deployer.js";
import { thrownBy } from "../../support/gateway/client.js";

afterEach(closeBenches);

const { AWS_SECRET_ACCESS_KEY: SECRET, AWS_SESSION_TOKEN: TOKEN } = AMBIENT;
const HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/** What AWS appends to a refused signature. */
const REQUEST = `\n\nThe Canonical String for this request should have been\n'POST\n/\n\nhost:iam.amazonaws.com\nx-amz-security-token:${TOKEN}\n\n${HASH}'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20261127T100000Z\n${HASH}'\n`;
const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

const CASES: readonly [code: string, message: string, shown: string, advice: RegExp][] = [
  [
    "SignatureDoesNotMatch",
    MISMATCH + REQUEST,
    MISMATCH,
    /The secret access key does not belong to the key id/,
  ],
  ["InvalidSignatureException", MISMATCH + REQUEST, MISMATCH, /The secret access key does not belong/],
  [
    "SignatureDoesNotMatch",
    "Credential should be scoped to a valid region, not 'us-east-1'. ",
    "Credential should be scoped to a valid region, not 'us-east-1'.",
    /let aws\.region name a region of the partition/,
  ],
  [
    "SignatureDoesNotMatch",
    "Signature expired: 20261127T100000Z is now earlier than 20261127T101500Z (20261127T103000Z - 15 min.)",
    "is now earlier than 20261127T101500Z (20261127T103000Z - 15 min.)",
    /Set the clock of this machine/,
  ],
  [
    "SignatureDoesNotMatch",
    "Signature not yet current: 20261127T110000Z is still later than 20261127T104500Z",
    "Signature not yet current: 20261127T110000Z",
    /Set the clock of this machine/,
  ],
  ["RequestExpired", "Request has expired.", "Request has expired.", /Set the clock of this machine/],
  [
    "IncompleteSignature",
    `Authorization header requires 'Signature' parameter. Authorization=AWS4-HMAC-SHA256 Credential=${AMBIENT.AWS_ACCESS_KEY_ID}/20261127/us-east-1/iam/aws4_request, Signature=${HASH}`,
    "Authorization header requires 'Signature' parameter.",
    /Renew the credentials/,
  ],
  [
    "ExpiredToken",
    "The security token included in the request is expired",
    "The security token included in the request is expired",
    /Renew the session/,
  ],
  [
    "InvalidClientTokenId",
    "The security token included in the request is invalid.",
    "The security token included in the request is invalid.",
    /AWS does not know the key/,
  ],
  [
    "RegionDisabledException",
    "STS is not activated in this region for account:000000424242. Your account administrator can activate STS in this region using the IAM Console.",
    "STS is not activated in this region",
    /Enable the region us-east-1/,
  ],
  ["OptInRequired", "You are not subscribed to this service", "You are not subscribed", /Enable the region/],
];

describe.each(CASES)("a %s with the words %j", (error, message, shown, advice) => {
  test("shows AWS's sentence, the region that was signed for and what to do, and nothing of the request", async () => {
    const { aws } = await deployerOf(() => ({ error, status: 403, message }));
    const fault = (await thrownBy(aws.iam.createKey("gw"))) as Fault;
    expect(fault.code).toBe("AWS_LOGIN_REFUSED");
    expect(fault.details.seen).toContain(
      `${error.replace("Exception", "")} (403) to a request signed for us-east-1: `,
    );
    expect(fault.details.seen).toContain(JSON.stringify(shown).slice(1, -1));
    expect(fault.details.advice ?? fault.detail).toMatch(advice);
    const all = inspect(fault, { depth: 20, showHidden: true }) + fault.stack + JSON.stringify(fault);
    for (const hidden of [TOKEN, SECRET, HASH, AMBIENT.AWS_ACCESS_KEY_ID, "String-to-Sign", "Canonical"]) {
      expect(all).not.toContain(hidden);
    }
  });

  test("is told of STS with the region that STS was signed for", async () => {
    const { aws } = await deployerOf(() => ({ error, status: 403, message }));
    const fault = (await thrownBy(aws.sts.callerIdentity())) as Fault;
    expect(fault.details.seen).toContain("to a request signed for eu-west-1: ");
  });

  test("is told of the assumption of a role, too", async () => {
    const assumeRoleArn = "arn:aws:iam::000000424242:role/deploy";
    const { aws } = await deployerOf(() => ({ error, status: 403, message }), { assumeRoleArn });
    const fault = (await thrownBy(aws.iam.keys("gw"))) as Fault;
    expect(fault.details.doing).toContain(assumeRoleArn);
    expect(fault.details.seen).toContain("to a request signed for eu-west-1: ");
    expect(inspect(fault, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });
});

test("shows nothing of any secret that the request was signed with, wherever AWS or a stand-in repeats it", () => {
  const secret = fc.string({ minLength: 16, maxLength: 400 }).filter((text) => /\S{8}/.test(text));
  fc.assert(
    fc.property(secret, fc.nat(), fc.lorem(), fc.lorem(), (text, at, before, after) => {
      const start = at % (text.length - 8);
      const piece = text.slice(start, start + 12);
      fc.pre(piece.replace(/[\p{Cc}\s]+/gu, " ").trim() === piece && piece.length === 12);
      expect(quotedAws(`${before} ${piece} ${after}`, [text])).not.toContain(
        JSON.stringify(piece).slice(1, -1),
      );
    }),
  );
});

test("shows nothing of what stands behind the beginning of a repeated request", () => {
  const marks = [
    "The Canonical String for this",
    "The String-to-Sign",
    "Authorization=AWS4",
    "x-amz-security-token:",
  ];
  fc.assert(
    fc.property(
      fc.lorem(),
      fc.constantFrom(...marks),
      fc.base64String({ minLength: 20, maxLength: 39 }),
      (words, mark, token) => {
        expect(quotedAws(`${words} ${mark} ${token}`, [])).not.toContain(token);
      },
    ),
  );
});
