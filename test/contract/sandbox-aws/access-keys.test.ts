import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { GetAccessKeyInfoCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { AwsBench, awsError, type Credentials } from "../../support/aws-sandbox.js";

let bench: AwsBench;
beforeEach(async () => {
  bench = await AwsBench.open();
});
afterEach(() => bench.close());

const works = (key: Credentials) =>
  bench
    .sts(key)
    .send(new GetCallerIdentityCommand({}))
    .then(
      () => true,
      (error: Error) => error.name,
    );

describe("CreateAccessKey", () => {
  test("makes a key that works and looks like one of AWS", async () => {
    const key = await bench.user("gw");
    expect(key.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(key.secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
    expect(await works(key)).toBe(true);
    expect(bench.sandbox.accessKeys()).toMatchObject([
      { userName: "gw", id: key.accessKeyId, status: "Active" },
    ]);
    expect(bench.sandbox.issuedSecrets()).toContain(key.secretAccessKey);
  });

  test("fails with LimitExceeded for a third key, an Inactive one counted", async () => {
    const first = await bench.user("gw");
    await bench.key("gw");
    await bench
      .iam()
      .send(
        new UpdateAccessKeyCommand({ UserName: "gw", AccessKeyId: first.accessKeyId, Status: "Inactive" }),
      );
    await expect(bench.key("gw")).rejects.toMatchObject(awsError("LimitExceededException", 409));
    expect(bench.sandbox.accessKeys()).toHaveLength(2);
  });

  test("is asked three times by a client with its default retries when the quota is reached", async () => {
    await bench.user("gw");
    await bench.key("gw");
    const before = bench.sandbox.calls().length;
    const iam = bench.iam(undefined, { maxAttempts: 3 });
    await expect(iam.send(new CreateAccessKeyCommand({ UserName: "gw" }))).rejects.toMatchObject(
      awsError("LimitExceededException", 409),
    );
    expect(
      bench.sandbox
        .calls()
        .slice(before)
        .map(({ error }) => error),
    ).toEqual(Array(3).fill("LimitExceeded"));
  });

  test("makes two keys when the first reply is lost and the client retries by itself", async () => {
    await bench.iam().send(new CreateUserCommand({ UserName: "gw" }));
    bench.sandbox.answerNext("CreateAccessKey", { replyLost: true });
    await bench.iam(undefined, { maxAttempts: 3 }).send(new CreateAccessKeyCommand({ UserName: "gw" }));
    expect(bench.sandbox.accessKeys()).toHaveLength(2);
    expect(
      bench.sandbox
        .calls()
        .slice(1)
        .map(({ status }) => status),
    ).toEqual([0, 200]);
  });

  test("is for the caller's own user when none is named", async () => {
    const key = await bench.user("gw", [{ Effect: "Allow", Action: "iam:*", Resource: "*" }]);
    const { AccessKey } = await bench.iam(key).send(new CreateAccessKeyCommand({}));
    expect(AccessKey?.UserName).toBe("gw");
  });

  test("fails with NoSuchEntity for a user that does not exist", async () => {
    await expect(bench.key("nobody")).rejects.toMatchObject(awsError("NoSuchEntityException", 404));
    expect(bench.sandbox.everCreatedKeyIds()).toEqual([]);
  });
});

describe("ListAccessKeys", () => {
  test("gives status and creation date by the sandbox's clock, oldest first, never a secret", async () => {
    const iam = bench.iam();
    await iam.send(new CreateUserCommand({ UserName: "gw" }));
    const first = await iam.send(new CreateAccessKeyCommand({ UserName: "gw" }));
    await bench.clock.advance(86_400);
    const second = await iam.send(new CreateAccessKeyCommand({ UserName: "gw" }));

    const wholeSecond = (at: Date | undefined) => new Date(Math.floor((at?.getTime() ?? 0) / 1000) * 1000);
    const [firstAt, secondAt] = bench.sandbox
      .calls()
      .flatMap(({ action, at }) => (action === "CreateAccessKey" ? [at] : []));

    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: "gw" }));
    expect((secondAt?.getTime() ?? 0) - (firstAt?.getTime() ?? 0)).toBeGreaterThanOrEqual(86_400_000);
    expect(AccessKeyMetadata).toEqual([
      {
        UserName: "gw",
        AccessKeyId: first.AccessKey?.AccessKeyId,
        Status: "Active",
        CreateDate: wholeSecond(firstAt),
      },
      {
        UserName: "gw",
        AccessKeyId: second.AccessKey?.AccessKeyId,
        Status: "Active",
        CreateDate: wholeSecond(secondAt),
      },
    ]);
  });

  test("is empty for a user without keys", async () => {
    await bench.iam().send(new CreateUserCommand({ UserName: "gw" }));
    const { AccessKeyMetadata } = await bench.iam().send(new ListAccessKeysCommand({ UserName: "gw" }));
    expect(AccessKeyMetadata).toEqual([]);
  });

  test("gives one key at a time when that is asked for", async () => {
    const keys = [await bench.user("gw"), await bench.key("gw")];
    const first = await bench.iam().send(new ListAccessKeysCommand({ UserName: "gw", MaxItems: 1 }));
    expect(first).toMatchObject({
      IsTruncated: true,
      AccessKeyMetadata: [{ AccessKeyId: keys[0]?.accessKeyId }],
    });
    const second = await bench
      .iam()
      .send(new ListAccessKeysCommand({ UserName: "gw", MaxItems: 1, Marker: first.Marker }));
    expect(second).toMatchObject({
      IsTruncated: false,
      AccessKeyMetadata: [{ AccessKeyId: keys[1]?.accessKeyId }],
    });
  });
});

describe("DeleteAccessKey and UpdateAccessKey", () => {
  test("end a key at once where nothing propagates", async () => {
    const key = await bench.user("gw");
    await bench.iam().send(new DeleteAccessKeyCommand({ UserName: "gw", AccessKeyId: key.accessKeyId }));
    expect(await works(key)).toBe("InvalidClientTokenId");
    expect(bench.sandbox.accessKeys()).toEqual([]);
    expect(bench.sandbox.everCreatedKeyIds()).toEqual([key.accessKeyId]);
  });

  test("fail with NoSuchEntity for a deleted key and for the key of another user", async () => {
    const key = await bench.user("gw");
    const other = await bench.user("other");
    const iam = bench.iam();
    await iam.send(new DeleteAccessKeyCommand({ UserName: "gw", AccessKeyId: key.accessKeyId }));
    for (const AccessKeyId of [key.accessKeyId, other.accessKeyId]) {
      await expect(
        iam.send(new DeleteAccessKeyCommand({ UserName: "gw", AccessKeyId })),
      ).rejects.toMatchObject(awsError("NoSuchEntityException", 404));
      await expect(
        iam.send(new UpdateAccessKeyCommand({ UserName: "gw", AccessKeyId, Status: "Inactive" })),
      ).rejects.toMatchObject(awsError("NoSuchEntityException", 404));
    }
    expect(await works(other)).toBe(true);
  });

  test("fails with ValidationError for a status that nobody can set", async () => {
    const key = await bench.user("gw");
    await expect(
      bench
        .iam()
        .send(
          new UpdateAccessKeyCommand({ UserName: "gw", AccessKeyId: key.accessKeyId, Status: "Expired" }),
        ),
    ).rejects.toMatchObject(awsError("ValidationError", 400));
  });
});

describe("GetAccessKeyLastUsed", () => {
  const lastUsed = (AccessKeyId: string) =>
    bench.iam().send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));

  test("says N/A before the key was used, and then when, where and for what", async () => {
    const key = await bench.user("gw");
    expect(await lastUsed(key.accessKeyId)).toMatchObject({
      UserName: "gw",
      AccessKeyLastUsed: { ServiceName: "N/A", Region: "N/A" },
    });
    await bench.sts(key, { region: "eu-central-1" }).send(new GetCallerIdentityCommand({}));
    const { AccessKeyLastUsed } = await lastUsed(key.accessKeyId);
    expect(AccessKeyLastUsed).toMatchObject({ ServiceName: "sts", Region: "eu-central-1" });
    expect(AccessKeyLastUsed?.LastUsedDate).toBeInstanceOf(Date);
    expect(bench.sandbox.accessKeys()[0]?.lastUsedAt).toBeInstanceOf(Date);
  });

  test("is not moved by a call whose signature was refused", async () => {
    const key = await bench.user("gw");
    await works({ ...key, secretAccessKey: bench.sandbox.deployer.secretAccessKey });
    expect((await lastUsed(key.accessKeyId)).AccessKeyLastUsed?.LastUsedDate).toBeUndefined();
    expect(bench.sandbox.accessKeys()[0]?.lastUsedAt).toBeNull();
  });

  test("fails with AccessDenied for a key that does not exist, even for an administrator", async () => {
    await expect(lastUsed("AKIAAAAAAAAAAAAAAAAA")).rejects.toMatchObject(awsError("AccessDenied", 403));
  });
});

test("GetAccessKeyInfo tells the account of a key, and fails for a key of nobody", async () => {
  const key = await bench.user("gw");
  const info = (AccessKeyId: string) => bench.sts().send(new GetAccessKeyInfoCommand({ AccessKeyId }));
  expect((await info(key.accessKeyId)).Account).toBe(bench.sandbox.accountId);
  await expect(info("AKIAAAAAAAAAAAAAAAAA")).rejects.toMatchObject(awsError("ValidationError", 400));
});
