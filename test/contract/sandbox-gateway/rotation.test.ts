import { DeleteAccessKeyCommand, ListAccessKeysCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { type Keys, Sandbox } from "./sandbox.js";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await Sandbox.start();
});
afterEach(() => sandbox.stop());

/** What a user needs to rotate its own key, and nothing else. */
const SELF_ROTATION = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys"],
      Resource: `arn:aws:iam::*:user/\${aws:username}`,
    },
  ],
};

/** A user with a key, a target that holds the key, and a rotator of the target. */
async function rotator(more: Record<string, unknown> = {}): Promise<Keys> {
  const keys = await sandbox.user("gw", SELF_ROTATION);
  await sandbox.target("/aws", keys);
  await sandbox.call("RotatedSecretCreateAws", {
    name: "/rotator",
    "target-name": "/aws",
    "rotator-type": "target",
    "authentication-credentials": "use-self-creds",
    ...more,
  });
  return keys;
}

const rotate = () => sandbox.call("RotateSecret", { name: "/rotator" });
const describeItem = () =>
  sandbox.call<{
    next_rotation_date: Date | null;
    last_rotation_date: Date | null;
    item_general_info: { rotated_secret_details: Record<string, unknown> };
  }>("DescribeItem", { name: "/rotator" });
const status = async () => (await describeItem()).item_general_info.rotated_secret_details;
const held = async (): Promise<Keys> => {
  const { value } = await sandbox.call<{ value: { aws_target_details: Record<string, string> } }>(
    "TargetGetDetails",
    { name: "/aws" },
  );
  return {
    accessKeyId: value.aws_target_details.aws_access_key_id ?? "",
    secretAccessKey: value.aws_target_details.aws_secret_access_key ?? "",
  };
};

test("does not rotate when it is made", async () => {
  const seed = await rotator({ "auto-rotate": "true", "rotation-interval": "1" });
  expect(sandbox.keysOf("gw")).toEqual([seed.accessKeyId]);
  expect(await describeItem()).toMatchObject({
    item_type: "ROTATED_SECRET",
    auto_rotate: true,
    rotation_interval: 1,
    last_rotation_date: null,
    item_targets_assoc: [{ target_name: "/aws" }],
    item_general_info: {
      rotated_secret_details: {
        rotator_type: "target-rotator",
        rotator_creds_type: "use-self-creds",
        rotator_status: "RotationInitialStatus",
        last_rotation_error: null,
        rotation_hour: 14,
      },
    },
  });
});

test("replaces the target's key by one that works, and deletes the old one with it", async () => {
  const seed = await rotator();
  const from = sandbox.aws.calls().length;
  await rotate();

  const fresh = await held();
  expect(fresh.accessKeyId).not.toBe(seed.accessKeyId);
  expect(sandbox.keysOf("gw")).toEqual([fresh.accessKeyId]);
  expect(await sandbox.whoIs(fresh)).toMatch(/user\/gw$/);
  expect(await sandbox.whoIs(seed)).toBe("InvalidClientTokenId");
  expect(sandbox.gateway.heldKeyId("/aws")).toBe(fresh.accessKeyId);
  expect(sandbox.gateway.issuedSecrets()).toContain(fresh.secretAccessKey);

  const steps = sandbox.aws
    .calls()
    .slice(from)
    .map(({ action, callerKeyId }) => `${action} by ${callerKeyId === seed.accessKeyId ? "old" : "new"}`);
  expect(steps.slice(0, 7)).toEqual([
    "GetCallerIdentity by old",
    "ListAccessKeys by old",
    "CreateAccessKey by old",
    "GetCallerIdentity by new",
    "GetCallerIdentity by new",
    "GetCallerIdentity by new",
    "DeleteAccessKey by new",
  ]);
  expect(sandbox.gateway.events()).toEqual([
    expect.objectContaining({
      kind: "rotated",
      name: "/rotator",
      from: seed.accessKeyId,
      to: fresh.accessKeyId,
    }),
  ]);
  expect(await status()).toMatchObject({ rotator_status: "RotationSucceeded", last_rotation_error: null });
});

test("leaves a key that it was given where it is set up so, and deletes those that it made", async () => {
  await sandbox.stop();
  sandbox = await Sandbox.start({ foreignKeys: "leave" });
  const seed = await rotator();
  await rotate();
  const { accessKeyId: first } = await held();
  expect(sandbox.keysOf("gw")).toEqual([seed.accessKeyId, first]);

  await sandbox.iam.send(new DeleteAccessKeyCommand({ UserName: "gw", AccessKeyId: seed.accessKeyId }));
  await rotate();
  expect(sandbox.keysOf("gw")).toEqual([(await held()).accessKeyId]);
});

test("tells the present key as the rotated secret's value, in both forms of the command", async () => {
  await rotator();
  await rotate();
  const fresh = await held();
  const value = { value: { username: fresh.accessKeyId, password: fresh.secretAccessKey } };
  expect(await sandbox.call("RotatedSecretGetValue", { name: "/rotator" })).toEqual(value);
  expect(await sandbox.call("GetRotatedSecretValue", { names: "rotator" })).toEqual(value);
  const first = await sandbox.call<{ value: { username: string } }>("RotatedSecretGetValue", {
    name: "/rotator",
    version: 1,
  });
  expect(first.value.username).not.toBe(fresh.accessKeyId);
});

test("fails when the user has two keys already, and changes nothing", async () => {
  const seed = await rotator();
  const second = await sandbox.key("gw");
  const writes = sandbox.iamWrites();

  expect(await sandbox.refused("RotateSecret", { name: "/rotator" })).toEqual({
    status: 400,
    error: expect.stringMatching(/LimitExceeded: .*AccessKeysPerUser/),
  });
  expect(sandbox.keysOf("gw").sort()).toEqual([seed.accessKeyId, second.accessKeyId].sort());
  expect(sandbox.iamWrites()).toEqual(writes);
  expect(sandbox.gateway.heldKeyId("/aws")).toBe(seed.accessKeyId);
  expect(await status()).toMatchObject({
    rotator_status: "RotationFailed",
    last_rotation_error: expect.stringContaining("LimitExceeded"),
  });
  expect(sandbox.gateway.events().map(({ kind }) => kind)).toEqual(["rotation-failed"]);
});

test("waits until a key that spreads slowly and unsteadily works, at the beginning and at the end", async () => {
  sandbox.aws.setPropagation({ delayMs: 5000, flapping: true });
  const seed = await rotator();
  await rotate();
  await rotate();
  const fresh = await held();
  expect(sandbox.keysOf("gw")).toEqual([fresh.accessKeyId]);
  expect(sandbox.aws.everCreatedKeyIds()).toHaveLength(3);
  expect(fresh.accessKeyId).not.toBe(seed.accessKeyId);
});

test("fails and takes the new key back when it does not come to work", async () => {
  const seed = await rotator();
  await sandbox.clock.advance(300);
  sandbox.aws.setPropagation({ delayMs: 3_600_000 });
  expect(await sandbox.refused("RotateSecret", { name: "/rotator" })).toEqual({
    status: 400,
    error: expect.stringContaining("failed to use the new access key: InvalidClientTokenId"),
  });
  sandbox.aws.setPropagation({ delayMs: 0 });
  expect(sandbox.keysOf("gw")).toEqual([seed.accessKeyId]);
  expect(sandbox.gateway.heldKeyId("/aws")).toBe(seed.accessKeyId);
});

test("fails when the key in use is inactive, and changes nothing", async () => {
  const seed = await rotator();
  await sandbox.iam.send(
    new UpdateAccessKeyCommand({ UserName: "gw", AccessKeyId: seed.accessKeyId, Status: "Inactive" }),
  );
  expect(await sandbox.refused("RotateSecret", { name: "/rotator" })).toMatchObject({ status: 400 });
  expect(sandbox.keysOf("gw")).toEqual([seed.accessKeyId]);
});

test("rotates twice when asked twice at once, one after the other", async () => {
  await rotator();
  await Promise.all([rotate(), rotate()]);
  expect(sandbox.aws.everCreatedKeyIds()).toHaveLength(3);
  expect(sandbox.keysOf("gw")).toEqual([sandbox.gateway.heldKeyId("/aws")]);
  const [first, second] = sandbox.gateway.events();
  expect(first?.to).toBe(second?.from);
});

test("goes on after a reply that was lost", async () => {
  await rotator();
  sandbox.gateway.answerNext("gateway-rotate-secret", { replyLost: true });
  await expect(rotate()).rejects.toMatchObject({ error: { code: "ECONNRESET" } });
  expect(sandbox.keysOf("gw")).toEqual([sandbox.gateway.heldKeyId("/aws")]);
  expect(sandbox.aws.everCreatedKeyIds()).toHaveLength(2);
});

test("fails when AWS's answer with the new key is lost, and leaves no key that nobody holds", async () => {
  const seed = await rotator();
  sandbox.way.swallow("CreateAccessKey");
  expect(await sandbox.refused("RotateSecret", { name: "/rotator" })).toMatchObject({ status: 400 });
  expect(sandbox.aws.everCreatedKeyIds()).toHaveLength(2);
  expect(sandbox.keysOf("gw")).toEqual([seed.accessKeyId]);
  expect(sandbox.gateway.heldKeyId("/aws")).toBe(seed.accessKeyId);
  await rotate();
  expect(sandbox.keysOf("gw")).toEqual([sandbox.gateway.heldKeyId("/aws")]);
});

test("keeps the new key when deleting the old one cannot be confirmed", async () => {
  await rotator();
  sandbox.way.swallow("DeleteAccessKey");
  await rotate();
  expect(sandbox.keysOf("gw")).toEqual([sandbox.gateway.heldKeyId("/aws")]);
});

describe("on a schedule", () => {
  const day = 86_400;

  test("rotates when the clock comes to the hour, and not before", async () => {
    await rotator({ "auto-rotate": "true", "rotation-interval": "2", "rotation-hour": 3 });
    const now = sandbox.clock.now();
    const due = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 2, 3);
    expect((await describeItem()).next_rotation_date).toEqual(new Date(due));

    await sandbox.clock.advance((due - now.getTime()) / 1000 - 1);
    expect(sandbox.gateway.events()).toEqual([]);
    await sandbox.clock.advance(1);
    expect(sandbox.gateway.events().map(({ kind }) => kind)).toEqual(["rotated"]);
    expect(sandbox.keysOf("gw")).toEqual([sandbox.gateway.heldKeyId("/aws")]);
    expect((await describeItem()).next_rotation_date).toEqual(new Date(due + 2 * day * 1000));
  });

  test("rotates once after a long sleep", async () => {
    await rotator({ "auto-rotate": "true", "rotation-interval": "1" });
    await sandbox.clock.advance(30 * day);
    expect(sandbox.gateway.events()).toHaveLength(1);
  });

  test("keeps still when it is switched off", async () => {
    await rotator({ "auto-rotate": "true", "rotation-interval": "1" });
    await sandbox.call("RotatedSecretUpdateAws", { name: "/rotator", "auto-rotate": "false" });
    await sandbox.clock.advance(30 * day);
    expect(sandbox.gateway.events()).toEqual([]);
    expect((await describeItem()).next_rotation_date).toBeNull();
  });

  test("fails, tells why and tries again an hour later", async () => {
    await rotator({ "auto-rotate": "true", "rotation-interval": "1" });
    const second = await sandbox.key("gw");
    await sandbox.clock.advance(2 * day);
    expect(await status()).toMatchObject({ last_rotation_error: expect.stringContaining("LimitExceeded") });
    await sandbox.iam.send(
      new (await import("@aws-sdk/client-iam")).DeleteAccessKeyCommand({
        UserName: "gw",
        AccessKeyId: second.accessKeyId,
      }),
    );
    await sandbox.clock.advance(3600);
    expect(sandbox.gateway.events().map(({ kind }) => kind)).toEqual(["rotation-failed", "rotated"]);
  });

  test.each([
    ["0 days", { "rotation-interval": "0" }],
    ["366 days", { "rotation-interval": "366" }],
    ["hour 24", { "rotation-hour": 24 }],
  ])("fails for %s", async (_, more) => {
    await sandbox.target("/aws", await sandbox.user("gw"));
    const fields = { name: "/rotator", "target-name": "/aws", "rotator-type": "target", ...more };
    expect(await sandbox.refused("RotatedSecretCreateAws", fields)).toMatchObject({ status: 400 });
  });
});

describe("with a grace time", () => {
  test("keeps the previous key until its time is over", async () => {
    const seed = await rotator({ "grace-rotation": "true", "grace-rotation-interval": "2" });
    await rotate();
    expect(await sandbox.whoIs(seed)).toMatch(/user\/gw$/);
    expect(sandbox.keysOf("gw")).toHaveLength(2);
    await sandbox.clock.advance(3 * 86_400);
    expect(sandbox.keysOf("gw")).toEqual([sandbox.gateway.heldKeyId("/aws")]);
  });

  test("takes the previous key along when the rotator is deleted, by no more than the rights to rotate", async () => {
    await rotator({ "grace-rotation": "true", "grace-rotation-interval": "2" });
    await rotate();
    await sandbox.call("RotatedSecretDelete", { name: "/rotator" });
    expect(sandbox.keysOf("gw")).toEqual([sandbox.gateway.heldKeyId("/aws")]);
  });

  test("keeps the error when the previous key cannot be deleted", async () => {
    await rotator({ "grace-rotation": "true", "grace-rotation-interval": "2" });
    await rotate();
    await sandbox.call("TargetDelete", { name: "/aws", "force-deletion": true });
    await sandbox.clock.advance(3 * 86_400);
    expect(await status()).toMatchObject({
      last_rotation_error: expect.stringContaining("no target any more"),
    });
  });

  test("makes room for the next rotation", async () => {
    await rotator({ "grace-rotation": "true" });
    await rotate();
    await rotate();
    expect(sandbox.keysOf("gw")).toHaveLength(2);
    expect(sandbox.keysOf("gw")).toContain(sandbox.gateway.heldKeyId("/aws"));
  });
});

describe("of a key that the item holds itself", () => {
  const value = async (name: string) =>
    (await sandbox.call<{ value: { username: string; password: string } }>("RotatedSecretGetValue", { name }))
      .value;

  test("rotates with that key, or through the target", async () => {
    await sandbox.target("/aws", await sandbox.user("manager"));
    const keys = await sandbox.user("app", SELF_ROTATION);
    for (const authentication of ["use-user-creds", "use-target-creds"]) {
      const name = `/${authentication}`;
      const current = name === "/use-user-creds" ? keys : await sandbox.key("app");
      await sandbox.call("RotatedSecretCreateAws", {
        name,
        "target-name": "/aws",
        "rotator-type": "api-key",
        "authentication-credentials": authentication,
        "api-id": current.accessKeyId,
        "api-key": current.secretAccessKey,
      });
      if (authentication === "use-target-creds") await removeOthers("app", current.accessKeyId);
      await sandbox.call("RotateSecret", { name });
      const { username, password } = await value(name);
      expect(username).not.toBe(current.accessKeyId);
      expect(await sandbox.whoIs({ accessKeyId: username, secretAccessKey: password })).toMatch(/user\/app$/);
      expect(sandbox.keysOf("app")).toEqual([username]);
    }
  });

  test("makes a key where none is given, and takes it along when it is deleted", async () => {
    const keys = await sandbox.user("gw");
    await sandbox.target("/aws", keys);
    await sandbox.call("RotatedSecretCreateAws", {
      name: "/made",
      "target-name": "/aws",
      "rotator-type": "api-key",
    });
    const { username } = await value("/made");
    expect(sandbox.keysOf("gw").sort()).toEqual([keys.accessKeyId, username].sort());
    await sandbox.call("RotatedSecretDelete", { name: "/made" });
    expect(sandbox.keysOf("gw")).toEqual([keys.accessKeyId]);
    expect(await sandbox.refused("DescribeItem", { name: "/made" })).toMatchObject({ status: 404 });
  });

  async function removeOthers(user: string, keep: string): Promise<void> {
    const { DeleteAccessKeyCommand } = await import("@aws-sdk/client-iam");
    const { AccessKeyMetadata = [] } = await sandbox.iam.send(new ListAccessKeysCommand({ UserName: user }));
    for (const { AccessKeyId } of AccessKeyMetadata) {
      if (AccessKeyId !== keep)
        await sandbox.iam.send(new DeleteAccessKeyCommand({ UserName: user, AccessKeyId }));
    }
  }
});

test("fails to rotate a target that uses the gateway's own identity", async () => {
  await sandbox.call("TargetCreateAws", { name: "/own", "use-gw-cloud-identity": true });
  const fields = { name: "/r", "target-name": "/own", "rotator-type": "target" };
  expect(await sandbox.refused("RotatedSecretCreateAws", fields)).toEqual({
    status: 400,
    error: expect.stringContaining("gateway's own identity"),
  });
});

test("changes tags, description and schedule without touching the key", async () => {
  const seed = await rotator({ tags: ["a", "b"], description: "first" });
  await sandbox.call("RotatedSecretUpdateAws", {
    name: "/rotator",
    "add-tag": ["c"],
    "rm-tag": ["a"],
    "auto-rotate": "true",
    "rotation-interval": "7",
    "rotation-hour": 0,
  });
  expect(await describeItem()).toMatchObject({
    item_metadata: "first",
    rotation_interval: 7,
    auto_rotate: true,
  });
  expect(await status()).toMatchObject({ rotation_hour: 0 });
  expect(await sandbox.call("GetTags", { name: "/rotator" })).toEqual(["b", "c"]);
  await sandbox.call("RotatedSecretUpdateAws", { name: "/rotator", description: "second" });
  expect(await describeItem()).toMatchObject({ item_metadata: "second", rotation_interval: 7 });
  expect(sandbox.gateway.heldKeyId("/aws")).toBe(seed.accessKeyId);
  expect(sandbox.aws.everCreatedKeyIds()).toEqual([seed.accessKeyId]);
});
