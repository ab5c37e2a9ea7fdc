import { inspect } from "node:util";
import { Fault } from "../../../src/errors/fault.js";
import { AMBIENT, closeBenches, deployerOf } from "../../support/aws/deployer.js";
import type { AwsReply } from "../../support/aws/query-server.js";
import { thrownBy } from "../../support/gateway/client.js";

afterEach(closeBenches);

const NEW_KEY: AwsReply = {
  result:
    "<AccessKey><UserName>gw</UserName><AccessKeyId>AKIANEWNEWNEWNEWNEW1</AccessKeyId><Status>Active</Status><SecretAccessKey>the-new-secret-access-key</SecretAccessKey></AccessKey>",
};
const GONE: AwsReply = { error: "NoSuchEntity", status: 404 };
const OK: AwsReply = { result: "" };
const NO_KEYS: AwsReply = { result: "<AccessKeyMetadata/><IsTruncated>false</IsTruncated>" };

describe("createKey", () => {
  test("makes one key and keeps its secret out of sight", async () => {
    const { aws, server } = await deployerOf(() => NEW_KEY);
    const key = await aws.iam.createKey("gw");
    expect(key.id).toBe("AKIANEWNEWNEWNEWNEW1");
    expect(key.secret.reveal()).toBe("the-new-secret-access-key");
    expect(inspect(key, { depth: 9 }) + JSON.stringify(key)).not.toContain("the-new-secret");
    expect(server.calls.map(({ action, parameters }) => [action, parameters.UserName])).toEqual([
      ["CreateAccessKey", "gw"],
    ]);
  });

  test.each<[string, AwsReply]>([
    ["a 500", { error: "ServiceFailure", status: 500 }],
    ["a 503", { error: "ServiceUnavailable", status: 503 }],
    ["a 502 of a proxy", { page: "<html>bad gateway</html>", status: 502 }],
    ["a closed connection", "cut"],
    ["silence", "silent"],
    [
      "an answer without the key",
      { result: "<AccessKey><AccessKeyId>AKIANEWNEWNEWNEWNEW1</AccessKeyId></AccessKey>" },
    ],
    ["an answer that is no XML", { page: "{}", status: 200 }],
  ])("fails as unclear, without a second request, on %s", async (_, reply) => {
    const { aws, server } = await deployerOf(() => reply, { requestTimeoutMs: 200 });
    expect(await thrownBy(aws.iam.createKey("gw"))).toMatchObject({ code: "AWS_REPLY_LOST" });
    expect(server.calls).toHaveLength(1);
  });

  test.each([
    ["LimitExceeded", 409, "AWS_KEY_QUOTA"],
    ["NoSuchEntity", 404, "AWS_USER_MISSING"],
    ["AccessDenied", 403, "AWS_ACCESS_DENIED"],
    ["Throttling", 400, "AWS_THROTTLED"],
    ["InvalidClientTokenId", 403, "AWS_LOGIN_REFUSED"],
    ["ExpiredToken", 403, "AWS_LOGIN_REFUSED"],
    ["ValidationError", 400, "AWS_UNEXPECTED"],
  ])("fails as refused, without a second request, on %s", async (error, status, code) => {
    const { aws, server } = await deployerOf(() => ({ error, status }));
    expect(await thrownBy(aws.iam.createKey("gw"))).toMatchObject({ code });
    expect(server.calls).toHaveLength(1);
  });

  test("fails as not reachable where nothing listens, because then nothing was sent", async () => {
    const { aws } = await deployerOf(() => OK, { iamEndpoint: "http://127.0.0.1:1" });
    expect(await thrownBy(aws.iam.createKey("gw"))).toMatchObject({ code: "AWS_UNREACHABLE" });
  });

  test("fails without credentials before anything is sent", async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...none } = AMBIENT;
    const { aws, server } = await deployerOf(() => OK, {}, none);
    expect(await thrownBy(aws.iam.createKey("gw"))).toMatchObject({ code: "AWS_NO_CREDENTIALS" });
    expect(server.calls).toHaveLength(0);
  });

  test("never travels on a connection that was used before", async () => {
    const { aws, server } = await deployerOf(({ action }) =>
      action === "CreateAccessKey" ? NEW_KEY : NO_KEYS,
    );
    await aws.iam.keys("gw");
    await aws.iam.createKey("gw");
    await aws.iam.createKey("gw");
    expect(new Set(server.calls.map(({ clientPort }) => clientPort)).size).toBe(3);
  });

  test("is let finish when it is told to stop, and is not begun after that", async () => {
    const stop = new AbortController();
    const { aws, server } = await deployerOf(() => {
      stop.abort();
      return NEW_KEY;
    });
    expect((await aws.iam.createKey("gw", { signal: stop.signal })).id).toBe("AKIANEWNEWNEWNEWNEW1");
    expect(await thrownBy(aws.iam.createKey("gw", { signal: stop.signal }))).toMatchObject({
      code: "AWS_INTERRUPTED",
    });
    expect(server.calls).toHaveLength(1);
  });
});

describe("reading", () => {
  test("shows a user with path and tags", async () => {
    const { aws } = await deployerOf(() => ({
      result:
        "<User><Path>/gateway/</Path><UserName>gw</UserName><Arn>arn:aws:iam::000000424242:user/gateway/gw</Arn><Tags><member><Key>latchkey:target</Key><Value>/aws/prod</Value></member></Tags></User>",
    }));
    expect(await aws.iam.user("gw")).toEqual({
      arn: "arn:aws:iam::000000424242:user/gateway/gw",
      path: "/gateway/",
      tags: { "latchkey:target": "/aws/prod" },
    });
  });

  test("tells when a key was made in the whole seconds of IAM's own time, where an emulator tells it finer", async () => {
    const { aws } = await deployerOf(() => ({
      result:
        "<AccessKeyMetadata><member><AccessKeyId>AKIA1</AccessKeyId><Status>Active</Status><CreateDate>2026-03-01T12:00:07.165Z</CreateDate></member></AccessKeyMetadata><IsTruncated>false</IsTruncated>",
    }));
    expect(await aws.iam.keys("gw")).toEqual([
      { id: "AKIA1", status: "Active", createdAt: new Date("2026-03-01T12:00:07Z") },
    ]);
  });

  test("lists every page of keys, also a status that nobody knows yet", async () => {
    const key = (id: string, status: string) =>
      `<member><AccessKeyId>${id}</AccessKeyId><Status>${status}</Status><CreateDate>2026-03-01T12:00:00Z</CreateDate></member>`;
    const { aws, server } = await deployerOf((_, count) =>
      count === 1
        ? {
            result: `<AccessKeyMetadata>${key("AKIA1", "Active")}</AccessKeyMetadata><IsTruncated>true</IsTruncated><Marker>m1</Marker>`,
          }
        : {
            result: `<AccessKeyMetadata>${key("AKIA2", "Expired")}</AccessKeyMetadata><IsTruncated>false</IsTruncated>`,
          },
    );
    const createdAt = new Date("2026-03-01T12:00:00Z");
    expect(await aws.iam.keys("gw")).toEqual([
      { id: "AKIA1", status: "Active", createdAt },
      { id: "AKIA2", status: "Expired", createdAt },
    ]);
    expect(server.calls.map(({ parameters }) => parameters.Marker)).toEqual([undefined, "m1"]);
  });

  test("tells when a key was last used, and when it never was", async () => {
    const used = "<AccessKeyLastUsed><LastUsedDate>2026-03-01T12:00:00Z</LastUsedDate></AccessKeyLastUsed>";
    const never = "<AccessKeyLastUsed><ServiceName>N/A</ServiceName><Region>N/A</Region></AccessKeyLastUsed>";
    const { aws } = await deployerOf((_, count) => ({ result: count === 1 ? used : never }));
    expect(await aws.iam.lastUsed("AKIA1")).toEqual(new Date("2026-03-01T12:00:00Z"));
    expect(await aws.iam.lastUsed("AKIA2")).toBeUndefined();
  });

  test("finds nothing for a user that does not exist", async () => {
    const { aws } = await deployerOf(() => GONE);
    expect(await aws.iam.user("gw")).toBeUndefined();
    expect(await aws.iam.keys("gw")).toBeUndefined();
    expect(await aws.iam.lastUsed("AKIA1")).toBeUndefined();
  });

  test("is repeated through a failure, and ended by a stop", async () => {
    const { aws, server } = await deployerOf((_, count) =>
      count < 3 ? { error: "ServiceFailure", status: 500 } : NO_KEYS,
    );
    expect(await aws.iam.keys("gw")).toEqual([]);
    expect(server.calls).toHaveLength(3);

    const stop = new AbortController();
    const silent = await deployerOf(() => {
      stop.abort();
      return "silent";
    });
    expect(await thrownBy(silent.aws.iam.keys("gw", { signal: stop.signal }))).toMatchObject({
      code: "AWS_INTERRUPTED",
    });
  });

  test.each<[AwsReply, string]>([
    [{ error: "ServiceFailure", status: 500 }, "AWS_FAILED"],
    [{ page: "<html>sign in</html>", status: 200 }, "AWS_UNEXPECTED"],
    [{ page: "<html>sign in</html>", status: 403 }, "AWS_UNEXPECTED"],
    ["cut", "AWS_UNREACHABLE"],
    ["silent", "AWS_UNREACHABLE"],
  ])("fails on %j with %s", async (reply, code) => {
    const { aws } = await deployerOf(() => reply, reply === "silent" ? { requestTimeoutMs: 100 } : {});
    expect(await thrownBy(aws.iam.keys("gw"))).toMatchObject({ code });
    expect(await thrownBy(aws.iam.user("gw"))).toMatchObject({ code });
  });
});

describe("changing", () => {
  test("deactivates, activates and deletes by id", async () => {
    const { aws, server } = await deployerOf(() => OK);
    expect(await aws.iam.setKeyStatus("gw", "AKIA1", "Inactive")).toBe("changed");
    expect(await aws.iam.setKeyStatus("gw", "AKIA1", "Active")).toBe("changed");
    await aws.iam.deleteKey("gw", "AKIA1");
    expect(
      server.calls.map(({ action, parameters }) => [action, parameters.AccessKeyId, parameters.Status]),
    ).toEqual([
      ["UpdateAccessKey", "AKIA1", "Inactive"],
      ["UpdateAccessKey", "AKIA1", "Active"],
      ["DeleteAccessKey", "AKIA1", undefined],
    ]);
  });

  test("takes a key that is gone for deleted, and says that its status could not be set", async () => {
    const { aws } = await deployerOf(() => GONE);
    expect(await aws.iam.setKeyStatus("gw", "AKIA1", "Inactive")).toBe("gone");
    await expect(aws.iam.deleteKey("gw", "AKIA1")).resolves.toBeUndefined();
  });
});

describe("what a person is shown", () => {
  test("quotes an AccessDenied, because it names the action and the resource", async () => {
    const message = "User: arn:aws:sts::1:assumed-role/ci is not authorized to perform: iam:ListAccessKeys";
    const { aws } = await deployerOf(() => ({ error: "AccessDenied", status: 403, message }));
    expect((await thrownBy(aws.iam.keys("gw"))).message).toContain(message);
  });

  test.each(["SignatureDoesNotMatch", "ExpiredToken", "ValidationError", "ServiceFailure"])(
    "shows no secret when a %s repeats the request",
    async (error) => {
      const { AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = AMBIENT;
      const message = `The canonical string should have been x-amz-security-token:${AWS_SESSION_TOKEN} ${AWS_SECRET_ACCESS_KEY}`;
      const { aws } = await deployerOf(() => ({
        error,
        status: error === "ServiceFailure" ? 500 : 403,
        message,
      }));
      const thrown = await thrownBy(aws.iam.createKey("gw"));
      expect(Fault.is(thrown)).toBe(true);
      const shown = inspect(thrown, { depth: 20, showHidden: true }) + thrown.stack + JSON.stringify(thrown);
      expect(shown).not.toContain(AWS_SESSION_TOKEN);
      expect(shown).not.toContain(AWS_SECRET_ACCESS_KEY);
    },
  );

  test("names itself to AWS", async () => {
    const { aws, server } = await deployerOf(() => NO_KEYS);
    await aws.iam.keys("gw");
    expect(server.calls[0]?.userAgent).toContain("latchkey/9.9.9");
  });

  test("warns of custom endpoints, and only of them", async () => {
    const { warnings, server } = await deployerOf(() => OK);
    expect(warnings).toEqual([
      `IAM is asked at the custom endpoint ${server.url}; its answers are trusted`,
      `STS is asked at the custom endpoint ${server.url}; its answers are trusted`,
    ]);
    expect((await deployerOf(() => OK, { iamEndpoint: null, stsEndpoint: null })).warnings).toEqual([]);
  });
});
