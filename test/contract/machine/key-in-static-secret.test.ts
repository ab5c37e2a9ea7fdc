import { AwsBench } from "../../support/aws-sandbox.js";
import { MachineLife, refusal, STATIC_SECRET } from "../../support/machine/machine-life.js";
import { errorOf } from "../../support/provider/stage.js";

jest.setTimeout(60_000);

const WEEK = 7 * 86_400;

let life: MachineLife;
beforeEach(async () => {
  life = await MachineLife.begin("gateway");
});
afterEach(() => life.end());

function atConsole() {
  const { console } = life;
  if (!console) throw new Error("there should be a gateway");
  return console;
}

const state = () => life.model.state ?? {};
const keyIds = () => life.systems.keyIds();
const value = (version?: number) => atConsole().value(STATIC_SECRET, version);
const readKey = async () => (await value()).AWS_ACCESS_KEY_ID ?? "";
const tags = () => atConsole().tags(STATIC_SECRET);
const overwrite = (text: string) =>
  atConsole().run("update-secret-val", { name: STATIC_SECRET, value: text, format: "key-value" });
const fine = { diagnostics: [], complaints: [] };

test("makes the secret with a key that works, and the second apply changes nothing and mints nothing", async () => {
  await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "create" });
  expect(Object.keys(await value())).toEqual(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]);
  await life.systems.use(await value());
  expect(await keyIds()).toEqual([await readKey()]);
  expect(state()).toMatchObject({ access_key_id: await readKey(), key_status: "current" });
  expect(await tags()).toEqual([
    `latchkey:user:${life.systems.userArn}`,
    `latchkey:v1:${await readKey()}`,
    expect.stringMatching(/^latchkey:v1:for:[0-9a-f]{16}$/),
  ]);
  const made = life.bench.sandbox.everCreatedKeyIds();
  await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "none" });
  expect(life.bench.sandbox.everCreatedKeyIds()).toEqual(made);
});

test("I1: the secret is in the gateway and in nothing that Terraform stores or logs", async () => {
  await life.apply();
  await life.apply({ trigger: "2" });
  const { AWS_SECRET_ACCESS_KEY: secret = "" } = await value();
  expect(secret).not.toBe("");
  expect(life.written.join() + JSON.stringify(life.log)).not.toContain(secret);
});

test("another trigger rotates with overlap: the version before stays, and its key until the grace is over", async () => {
  await life.apply({ trigger: "1" });
  const old = await readKey();
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ ...fine, action: "update" });
  expect(await readKey()).not.toBe(old);
  expect((await value(1)).AWS_ACCESS_KEY_ID).toBe(old);
  expect(state()).toMatchObject({ access_key_id: await readKey(), replaced_key_id: old });
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ action: "none" });

  await life.advance(WEEK + 60);
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ ...fine, action: "update" });
  expect(await keyIds()).toEqual([await readKey()]);
  expect((await tags()).filter((tag) => tag.startsWith("latchkey:v1:"))).toEqual([]);
});

test("a key is proven before any reader gets it", async () => {
  await life.apply({ trigger: "1" });
  await life.apply({ trigger: "2" });
  const id = await readKey();
  const proofs = life.bench.sandbox.calls().filter(({ callerKeyId }) => callerKeyId === id);
  const written = life.console?.gateway.calls().findLast(({ command }) => command === "update-secret-val");
  expect(proofs.length).toBeGreaterThanOrEqual(3);
  expect(Math.max(...proofs.map(({ at }) => at.getTime()))).toBeLessThanOrEqual(written?.at.getTime() ?? 0);
});

test("another name of a field is in the secret after a rotation", async () => {
  await life.apply();
  await life.apply({ key_id_field: "id", secret_field: "secret" });
  expect(Object.keys(await value())).toEqual(["id", "secret"]);
});

test("a key that is used still keeps its place: a warning says where, and the next rotation is refused", async () => {
  await life.apply({ trigger: "1" });
  const old = await value();
  await life.apply({ trigger: "2" });
  await life.advance(WEEK + 60);
  await life.systems.use(old);
  const kept = await life.apply({ trigger: "2" });
  expect(kept.diagnostics[0]?.detail).toMatch(/last used .* ago, with sts/);
  expect(errorOf(await life.apply({ trigger: "3" }))).toContain("[MACHINE_KEY_STILL_NEEDED]");
  expect(await keyIds()).toContain(old.AWS_ACCESS_KEY_ID);
});

describe("one owner", () => {
  const theirs = { name: STATIC_SECRET, value: "theirs", tags: ["theirs"] };

  test("a secret that is there already is refused while planning, and nothing is touched", async () => {
    await atConsole().run("create-secret", theirs);
    expect(errorOf(await life.apply())).toContain("[MACHINE_TWO_OWNERS]");
    expect(life.bench.sandbox.everCreatedKeyIds()).toEqual([]);
    expect(await tags()).toEqual(["theirs"]);
  });

  test("a secret that was made anew by another one is left alone, and a destroy ends the keys and not the secret", async () => {
    await life.apply();
    await atConsole().run("delete-item", { name: STATIC_SECRET });
    await atConsole().run("create-secret", theirs);
    expect(errorOf(await life.apply())).toContain("[MACHINE_TWO_OWNERS]");
    await expect(life.destroy()).resolves.toMatchObject(fine);
    expect(await keyIds()).toEqual([]);
    expect(await atConsole().paths()).toEqual([STATIC_SECRET]);
  });

  test("a secret goes to the user by its new name: the apply that makes its key anew ends the former one", async () => {
    await life.apply();
    const old = await readKey();
    await life.systems.renameUser("pusher-2");
    const renamed = await life.apply();
    expect(renamed).toMatchObject({ action: "replace", complaints: [] });
    expect(renamed.diagnostics.map(({ severity }) => severity)).not.toContain("error");
    expect(await readKey()).not.toBe(old);
    expect(await keyIds()).toEqual([await readKey()]);
    await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "none" });
  });

  test("a secret for another user's keys, which no apply ends, is refused and left alone", async () => {
    const ofAnother = ["latchkey:user:arn:aws:iam::1:user/other"];
    await atConsole().run("create-secret", { ...theirs, tags: ofAnother });
    const refused = await life.apply();
    expect(errorOf(refused)).toContain("[MACHINE_TWO_OWNERS]");
    expect(JSON.stringify(refused.diagnostics)).toContain("Static secret is for another user's keys");
    expect(life.bench.sandbox.everCreatedKeyIds()).toEqual([]);
    expect(await tags()).toEqual(ofAnother);
  });

  test("what another writer wrote is replaced by the next apply, and kept as the version before", async () => {
    await life.apply();
    await overwrite('{"theirs":"1"}');
    await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "update" });
    expect(state()).toMatchObject({ access_key_id: await readKey(), key_status: "current" });
    expect(await value(2)).toEqual({ theirs: "1" });
  });

  test("a version that is written after the look is never overwritten", async () => {
    await life.apply({ trigger: "1" });
    const old = await readKey();
    await life.newProcess(undefined, async (call) => {
      if (call === "staticSecrets.replaceValue") await overwrite('{"theirs":"1"}');
    });
    expect(errorOf(await life.apply({ trigger: "2" }))).toContain("[MACHINE_VERSION_TAKEN]");
    expect(await value()).toEqual({ theirs: "1" });
    expect(await keyIds()).toEqual([old]);
    await life.newProcess();
    await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ ...fine, action: "update" });
    expect(state()).toMatchObject({ access_key_id: await readKey(), key_status: "current" });
  });
});

test.each([
  ["gateway", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ci/pusher-AbCdEf"],
  ["gateway", "/ci//pusher"],
  ["gateway", "ci/pusher"],
])("refuses before anything is touched: %s and %s", async (secret_store, secret_id) => {
  expect(errorOf(await life.apply({ secret_store, secret_id }))).toContain("[VALUE_NOT_ALLOWED]");
  expect(life.bench.sandbox.everCreatedKeyIds()).toEqual([]);
});

test("I6: a destroy leaves no key, no secret and no journal", async () => {
  await life.apply({ trigger: "1" });
  await life.apply({ trigger: "2" });
  await expect(life.destroy()).resolves.toMatchObject(fine);
  expect(await keyIds()).toEqual([]);
  expect(await atConsole().paths()).toEqual([]);
});

describe("a secret that a person has deleted, while its key lives,", () => {
  const removed = async () => {
    await life.apply();
    const old = await value();
    await atConsole().run("delete-item", { name: STATIC_SECRET });
    return old;
  };

  test("is lost: an apply has readers get another key, and ends the old one only then", async () => {
    const old = await removed();
    const seen: (readonly string[])[] = [];
    await life.newProcess(undefined, async (call) => {
      if (call === "staticSecrets.create") seen.push(await keyIds());
    });
    const healed = await life.apply();
    expect(healed).toMatchObject({
      complaints: [],
      action: "update",
      diagnostics: [{ severity: "warning" }],
    });
    expect(healed.diagnostics[0]?.detail).toContain("There is no secret /ci/pusher any more");
    expect(seen).toEqual([[old.AWS_ACCESS_KEY_ID, await readKey()]]);
    expect(await keyIds()).toEqual([await readKey()]);
    await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "none" });
  });

  test.each(["iam.createKey", "staticSecrets.create", "iam.setKeyStatus"])(
    "is healed also where the apply is killed after %s",
    async (dies) => {
      await removed();
      await life.applyAndDie(dies);
      await expect(life.apply()).resolves.toMatchObject({ complaints: [], action: "update" });
      expect(await keyIds()).toEqual([await readKey()]);
      await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "none" });
    },
  );

  test("I6: is destroyed with its key and its journal", async () => {
    await removed();
    await expect(life.destroy()).resolves.toMatchObject({ complaints: [] });
    expect(await keyIds()).toEqual([]);
    expect(await atConsole().paths()).toEqual([]);
  });
});

test("a refresh by a caller of another account fails, and forgets nothing", async () => {
  await life.apply();
  const { access_key_id } = state();
  const elsewhere = await AwsBench.open({ accountId: "999999999999", clock: life.bench.clock });
  try {
    await life.newProcessIn(elsewhere);
    expect(errorOf(await life.apply())).toContain("[SEED_ACCOUNT_MISMATCH]");
    expect(state()).toMatchObject({ access_key_id });
  } finally {
    await elsewhere.close();
  }
});

test("is imported by the path and the user, with nothing to change", async () => {
  await life.apply();
  const { access_key_id } = state();
  life.model.state = null;
  await life.model.import(`${STATIC_SECRET},secret_store=gateway,user_arn=${life.systems.userArn}`);
  await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "none" });
  expect(state()).toMatchObject({ access_key_id });
});

test("I3: a first key that readers have got outlives the failure of what is left, which the next apply does", async () => {
  await life.newProcess(undefined, async (call) => {
    if (call === "items.changeTags") throw refusal();
  });
  const first = await life.apply();
  expect(first).toMatchObject({ action: "create", complaints: [], diagnostics: [{ severity: "warning" }] });
  const given = await readKey();
  expect(state()).toMatchObject({ access_key_id: given });
  await life.newProcess();
  await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "update" });
  expect(await readKey()).toBe(given);
  expect(life.bench.sandbox.everCreatedKeyIds()).toHaveLength(1);
  await expect(life.apply()).resolves.toMatchObject({ ...fine, action: "none" });
});

describe("I4: converges after its process was killed right after", () => {
  test.each([
    ["create", "seedNotes.create"],
    ["create", "iam.createKey"],
    ["create", "staticSecrets.create"],
    ["create", "items.changeTags"],
    ["rotation", "iam.createKey"],
    ["rotation", "items.changeTags"],
    ["rotation", "staticSecrets.replaceValue"],
  ])("%s: %s", async (work, dies) => {
    if (work === "rotation") await life.apply({ trigger: "1" });
    await life.applyAndDie(dies, { trigger: "2" });
    await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ complaints: [] });
    expect(state()).toMatchObject({ access_key_id: await readKey(), key_status: "current" });
    await life.systems.use(await value());
    await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ action: "none" });
    await life.advance(WEEK + 60 + 86_400);
    await life.apply({ trigger: "2" });
    expect(await keyIds()).toEqual([await readKey()]);
  });

  test("rotation: the announcement of a version that another writer then wrote", async () => {
    await life.apply({ trigger: "1" });
    await life.applyAndDie("items.changeTags", { trigger: "2" });
    await overwrite('{"theirs":"1"}');
    await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ complaints: [] });
    expect(state()).toMatchObject({ access_key_id: await readKey(), key_status: "current" });
    expect(await value(2)).toEqual({ theirs: "1" });
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
