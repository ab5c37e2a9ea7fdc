import { DeleteAccessKeyCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import {
  CancelRotateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
} from "@aws-sdk/client-secrets-manager";
import { MachineLife, refusal } from "../../support/machine/machine-life.js";
import { errorOf } from "../../support/provider/stage.js";

jest.setTimeout(60_000);

const DAY = 86_400;
const WEEK = 7 * DAY;

let life: MachineLife;
beforeEach(async () => {
  life = await MachineLife.begin();
});
afterEach(() => life.end());

const state = () => life.model.state ?? {};
const keyIds = () => life.systems.keyIds();
const readKey = async () => (await life.systems.value()).AWS_ACCESS_KEY_ID;
const fine = { diagnostics: [], complaints: [] };

test("delivers a key, and the second apply changes nothing and mints nothing", async () => {
  await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "create" });
  expect(state()).toMatchObject({
    access_key_id: await readKey(),
    replaced_key_id: null,
    key_status: "current",
  });
  expect(await keyIds()).toEqual([await readKey()]);
  const made = life.bench.sandbox.everCreatedKeyIds();
  await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "none" });
  expect(life.bench.sandbox.everCreatedKeyIds()).toEqual(made);
});

test("I1: the secret is in Secrets Manager and in nothing that Terraform stores or logs", async () => {
  await life.apply();
  await life.apply({ trigger: "2" });
  const { AWS_SECRET_ACCESS_KEY: secret = "" } = await life.systems.value();
  expect(secret).not.toBe("");
  expect(life.written.join() + JSON.stringify(life.log)).not.toContain(secret);
});

test("another trigger rotates with overlap, and an apply after the grace ends the old key", async () => {
  await life.apply({ trigger: "1" });
  const old = await readKey();
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ ...fine, action: "update" });
  expect(state()).toMatchObject({ access_key_id: await readKey(), replaced_key_id: old });
  expect(await keyIds()).toHaveLength(2);
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ action: "none" });

  await life.advance(WEEK + 60);
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ ...fine, action: "update" });
  expect(state()).toMatchObject({ replaced_key_id: null, key_status: "current" });
  expect(await keyIds()).toEqual([await readKey()]);
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ action: "none" });
});

test("the first apply after rotate_every_days rotates", async () => {
  await life.apply({ rotate_every_days: 30 });
  const old = await readKey();
  await life.advance(29 * DAY);
  await expect(life.apply({ rotate_every_days: 30 })).resolves.toMatchObject({ action: "none" });
  await life.advance(2 * DAY);
  await expect(life.apply({ rotate_every_days: 30 })).resolves.toMatchObject({ ...fine, action: "update" });
  expect(await readKey()).not.toBe(old);
});

test("another name of a field is in the secret after a rotation", async () => {
  await life.apply();
  await life.apply({ key_id_field: "id", secret_field: "secret" });
  expect(Object.keys(await life.systems.value())).toEqual(["id", "secret"]);
});

test("no label tells of a replacement that a person has undone", async () => {
  await life.apply({ trigger: "1" });
  const old = await readKey();
  await life.apply({ trigger: "2" });
  await life.systems.rollBack();
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject(fine);
  expect(await readKey()).toBe(old);
  const labels = await life.systems.labels();
  expect(labels.filter((label) => label.startsWith("latchkey:replaced:"))).toHaveLength(1);
  await life.advance(WEEK + 60);
  await life.apply({ trigger: "2" });
  expect(await keyIds()).toEqual([old]);
  expect((await life.systems.labels()).filter((label) => label.startsWith("latchkey:replaced:"))).toEqual([]);
});

test("a key that is used still keeps its place: a warning says where, and the next rotation is refused", async () => {
  await life.apply({ trigger: "1" });
  const old = await life.systems.value();
  await life.apply({ trigger: "2" });
  await life.advance(WEEK + 60);
  await life.systems.use(old);
  const kept = await life.apply({ trigger: "2" });
  expect(kept).toMatchObject({ action: "none", diagnostics: [{ severity: "warning" }] });
  expect(kept.diagnostics[0]?.detail).toMatch(/last used .* ago, with sts/);
  expect(errorOf(await life.apply({ trigger: "3" }))).toContain("[MACHINE_KEY_STILL_NEEDED]");
  expect(await keyIds()).toContain(old.AWS_ACCESS_KEY_ID);
});

describe("heals", () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      "a key that was deleted",
      async () =>
        life.bench
          .iam()
          .send(new DeleteAccessKeyCommand({ UserName: "pusher", AccessKeyId: await readKey() })),
    ],
    [
      "a key that was deactivated",
      async () =>
        life.bench.iam().send(
          new UpdateAccessKeyCommand({
            UserName: "pusher",
            AccessKeyId: await readKey(),
            Status: "Inactive",
          }),
        ),
    ],
    [
      "a value that a person wrote by hand",
      async () =>
        life.bench
          .secrets(undefined, { region: "eu-west-1" })
          .send(new PutSecretValueCommand({ SecretId: life.systems.arn, SecretString: "{}" })),
    ],
  ])("%s", async (_, harm) => {
    await life.apply();
    const old = await readKey();
    await harm();
    await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "update" });
    expect(await readKey()).not.toBe(old);
    expect(state()).toMatchObject({ access_key_id: await readKey(), key_status: "current" });
  });
});

test("heals a key that is turned off within the grace of the one that it has replaced, which keeps its grace", async () => {
  await life.apply({ trigger: "1" });
  const replaced = await readKey();
  await life.apply({ trigger: "2" });
  const off = { UserName: "pusher", AccessKeyId: await readKey(), Status: "Inactive" } as const;
  await life.bench.iam().send(new UpdateAccessKeyCommand(off));
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ ...fine, action: "update" });
  const given = await readKey();
  expect([...(await keyIds())].sort()).toEqual([replaced, given].sort());
  expect(given).not.toBe(off.AccessKeyId);
  expect(state()).toMatchObject({ access_key_id: given, replaced_key_id: replaced, key_status: "current" });
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ ...fine, action: "none" });
});

test("I6: a destroy leaves no key", async () => {
  await life.apply({ trigger: "1" });
  await life.apply({ trigger: "2" });
  await expect(life.destroy()).resolves.toMatchObject(fine);
  expect(await keyIds()).toEqual([]);
});

describe("I6: no label tells of a key that has ended, whichever label could not be taken off:", () => {
  /** A process that is refused one label's removal. */
  const refusedOnce = (which: number) => {
    let count = 0;
    return life.newProcess(undefined, async (call) => {
      if (call === "secrets.detach" && ++count === which) throw refusal();
    });
  };
  const told = async () =>
    (await life.systems.labels()).filter((label) => /^latchkey:(?!by|user|work|minted)/.test(label));

  test.each([1, 2, 3])("number %d at the end of a grace", async (which) => {
    await life.apply({ trigger: "1" });
    await life.apply({ trigger: "2" });
    await life.advance(WEEK + 60);
    await refusedOnce(which);
    expect(errorOf(await life.apply({ trigger: "2" }))).toContain("[AWS_ACCESS_DENIED]");
    await life.newProcess();
    await expect(life.apply({ trigger: "2" })).resolves.toMatchObject(fine);
    expect(await told()).toEqual([`latchkey:${await readKey()}`, expect.stringMatching(/^latchkey:for:/)]);
  });

  test("any of a destroy, one after the other", async () => {
    await life.apply({ trigger: "1" });
    await life.apply({ trigger: "2" });
    let runs = 0;
    for (let isOver = false; !isOver; runs += 1) {
      await refusedOnce(2);
      isOver = (await life.destroy()).diagnostics.length === 0;
    }
    expect((await life.systems.labels()).filter((label) => label.startsWith("latchkey:"))).toEqual([]);
    // Two keys with what they were made for, when one was replaced, and the labels of the journal.
    expect(runs).toBeGreaterThanOrEqual(8);
  });
});

test("I6: a key outlives in the state the secret that a person has deleted, so that a destroy ends it", async () => {
  await life.apply({ trigger: "1" });
  const deletion = { SecretId: life.systems.arn, ForceDeleteWithoutRecovery: true };
  const secrets = life.bench.secrets(undefined, { region: "eu-west-1" });
  await secrets.send(new DeleteSecretCommand(deletion));
  await expect(life.model.refresh()).resolves.toMatchObject({ diagnostics: [{ severity: "warning" }] });
  expect(state()).toMatchObject({ key_status: "lost" });
  await expect(life.destroy()).resolves.toMatchObject({ complaints: [] });
  expect(await keyIds()).toEqual([]);
});

test("I6: a destroy ends the keys although the user's tag names another secret by now", async () => {
  await life.apply({ trigger: "1" });
  await life.apply({ trigger: "2" });
  await life.systems.dedicate("ci/another");
  await expect(life.destroy()).resolves.toMatchObject(fine);
  expect(await keyIds()).toEqual([]);
});

test("I6: a destroy goes on where the user's tag changes between two of its steps", async () => {
  await life.apply();
  await life.newProcess(undefined, async (call) => {
    if (call === "iam.deleteKey") await life.systems.dedicate("ci/another");
  });
  await expect(life.destroy()).resolves.toMatchObject(fine);
  expect(await keyIds()).toEqual([]);
  expect((await life.systems.labels()).filter((label) => label.startsWith("latchkey:"))).toEqual([]);
});

test("I7: a key that the state and no label of the secret names stays with a user that serves another one", async () => {
  await life.apply();
  const [keyId = ""] = await keyIds();
  await life.systems.unlabel(`latchkey:${keyId}`);
  await life.systems.dedicate("ci/another");
  expect(errorOf(await life.destroy())).toContain("[SEED_USER_NOT_DEDICATED]");
  expect(await keyIds()).toEqual([keyId]);
});

test("I6: a destroy ends the keys that a user has taken along to another name", async () => {
  await life.apply({ trigger: "1" });
  await life.apply({ trigger: "2" });
  await life.systems.renameUser("pusher-2");
  await expect(life.destroy()).resolves.toMatchObject({
    complaints: [],
    diagnostics: [{ severity: "warning" }],
  });
  expect(await keyIds()).toEqual([]);
});

test("I7: a key is not ended at a renamed user that does not serve the secret", async () => {
  await life.apply();
  await life.systems.renameUser("pusher-2");
  await life.systems.dedicate("ci/another");
  expect(errorOf(await life.destroy())).toContain("[SEED_USER_NOT_DEDICATED]");
  expect(await keyIds()).toHaveLength(1);
});

describe("where a rotation function is switched on,", () => {
  const switchOn = async () => {
    const { sandbox } = life.bench;
    sandbox.provideFunction("rotate", async () => {});
    const lambda = `arn:aws:lambda:eu-west-1:${sandbox.accountId}:function:rotate`;
    await life.systems.rotate(lambda, { RotateImmediately: false });
    await sandbox.rotationsDone();
  };
  const switchOff = () =>
    life.bench
      .secrets(undefined, { region: "eu-west-1" })
      .send(new CancelRotateSecretCommand({ SecretId: life.systems.arn }));

  test.each([false, true])(
    "I3: a destroy leaves every key to it, and warns (the user renamed meanwhile: %s)",
    async (isRenamed) => {
      await life.apply({ trigger: "1" });
      await life.apply({ trigger: "2" });
      await switchOn();
      if (isRenamed) await life.systems.renameUser("pusher-2");
      const given = await keyIds();
      const labels = await life.systems.labels();
      const destroyed = await life.destroy();
      expect(destroyed).toMatchObject({ complaints: [] });
      expect(destroyed.diagnostics.map(({ severity }) => severity)).not.toContain("error");
      expect(JSON.stringify(destroyed.diagnostics)).toContain("its function owns");
      expect(life.model.state).toBeNull();
      expect(given).toHaveLength(2);
      expect(await keyIds()).toEqual(given);
      expect(await life.systems.labels()).toEqual(labels);
    },
  );

  test("I3: a create waits until the same apply has switched it off, and takes the readers' key over", async () => {
    await life.apply();
    const given = await readKey();
    await switchOn();
    await life.destroy();
    const began = life.bench.clock.now().getTime();
    await life.newProcess(undefined, async (call) => {
      const isLate = life.bench.clock.now().getTime() - began > 10_000;
      if (call === "secrets.describe" && isLate) await switchOff();
    });
    const taken = await life.apply();
    expect(taken).toMatchObject({ action: "create", complaints: [] });
    expect(new Set(taken.diagnostics.map(({ summary }) => summary))).toEqual(
      new Set(["Secret has a rotation function", "Key was there already"]),
    );
    expect(state()).toMatchObject({ access_key_id: given, key_status: "current" });
    expect(await keyIds()).toEqual([given]);
  });

  test("a create that waits in vain is refused, and leaves nothing behind", async () => {
    await switchOn();
    expect(errorOf(await life.apply())).toContain("[MACHINE_TWO_OWNERS]");
    expect(life.model.state).toBeNull();
    expect(await keyIds()).toEqual([]);
  });
});

test("is imported by the secret and the user, with nothing to change", async () => {
  await life.apply();
  const { access_key_id } = state();
  life.model.state = null;
  await life.model.import(`${life.systems.arn},user_arn=${life.systems.userArn}`);
  await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "none" });
  expect(state()).toMatchObject({ access_key_id });
});

test("I3: a first key that readers have got outlives the failure of what is left, which the next apply does", async () => {
  const calls: string[] = [];
  await life.newProcess(undefined, async (call) => {
    calls.push(call);
    const hasWritten = calls.lastIndexOf("secrets.put") > calls.indexOf("iam.createKey");
    if (hasWritten && calls.includes("iam.createKey") && call === "secrets.detach") throw refusal();
  });
  const first = await life.apply();
  expect(first).toMatchObject({ action: "create", complaints: [], diagnostics: [{ severity: "warning" }] });
  expect(first.diagnostics[0]?.detail).toMatch(/have got their first key.*AWS_ACCESS_DENIED/s);
  const given = await readKey();
  expect(state()).toMatchObject({ access_key_id: given });
  await life.newProcess();
  await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "update" });
  expect(await readKey()).toBe(given);
  expect(life.bench.sandbox.everCreatedKeyIds()).toHaveLength(1);
  await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "none" });
});

/** Whether readers have a key that was proven. */
async function isServed(): Promise<boolean> {
  const labels = await life.systems.labels();
  return labels.some((label) => /^latchkey:AKIA/.test(label)) && !labels.includes("AWSPENDING");
}

test("I3: a first key that readers have got outlives a failure of the very last look", async () => {
  let last = "";
  let hasFailed = false;
  await life.newProcess(undefined, async (call) => {
    // The steps look at the user before its keys, and the look at what has come of them looks at the secret.
    const isLast = call === "iam.keys" && last === "secrets.describe" && (await isServed());
    last = call;
    if (!isLast) return;
    hasFailed = true;
    throw refusal();
  });
  const first = await life.apply();
  expect(hasFailed).toBe(true);
  expect(first).toMatchObject({ complaints: [], diagnostics: [{ severity: "warning" }] });
  const given = await readKey();
  expect(state()).toMatchObject({ access_key_id: given });
  await life.newProcess();
  await expect(life.apply()).resolves.toMatchObject({ complaints: [], action: "none" });
  expect(await keyIds()).toEqual([given]);
});

test("I3: a create that adopts the key of readers succeeds, whatever of its own work fails", async () => {
  const unableToEnd = () =>
    life.newProcess(undefined, async (call) => {
      if (call === "secrets.detach" && (await isServed())) throw refusal();
    });
  await unableToEnd();
  await life.apply();
  const given = await readKey();
  life.model.state = null;
  await unableToEnd();
  await expect(life.apply()).resolves.toMatchObject({ complaints: [], action: "create" });
  expect(life.model.isTainted).toBe(false);
  expect(state()).toMatchObject({ access_key_id: given });
});

describe("I4: converges after its process was killed right after", () => {
  test.each([
    ["create", "iam.createKey"],
    ["create", "secrets.put"],
    ["rotation", "iam.createKey"],
    ["rotation", "secrets.put"],
    ["rotation", "secrets.attach"],
    ["rotation", "secrets.detach"],
  ])("%s: %s", async (work, dies) => {
    if (work === "rotation") await life.apply({ trigger: "1" });
    await life.applyAndDie(dies, { trigger: "2" });
    await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ complaints: [] });
    expect(state()).toMatchObject({ access_key_id: await readKey(), key_status: "current" });
    await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ action: "none" });
    await life.advance(WEEK + 60);
    await life.apply({ trigger: "2" });
    expect(await keyIds()).toEqual([await readKey()]);
  });

  test("rotation: everything, before Terraform could write its state", async () => {
    await life.apply({ trigger: "1" });
    const { state: before } = life.model;
    await life.apply({ trigger: "2" });
    const made = life.bench.sandbox.everCreatedKeyIds();
    life.model.state = before;
    await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ ...fine, action: "update" });
    expect(life.bench.sandbox.everCreatedKeyIds()).toEqual(made);
    expect(state()).toMatchObject({ access_key_id: await readKey(), key_status: "current" });
    await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ action: "none" });
  });
});
