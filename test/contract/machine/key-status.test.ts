import { DeleteAccessKeyCommand } from "@aws-sdk/client-iam";
import { MachineLife } from "../../support/machine/machine-life.js";

jest.setTimeout(60_000);

const DAY = 86_400;

let life: MachineLife;
beforeEach(async () => {
  life = await MachineLife.begin();
});
afterEach(() => life.end());

const readKey = async () => (await life.systems.value()).AWS_ACCESS_KEY_ID;
/** What a plan finds, before anything is put right. */
const status = async () => {
  await life.model.refresh();
  return life.model.state?.key_status;
};

test("a key is current from when it was made until it is due, and rotated_at says since when", async () => {
  const before = life.bench.clock.now().getTime();
  await life.apply({ rotate_every_days: 30 });
  expect(Date.parse(String(life.model.state?.rotated_at))).toBeGreaterThanOrEqual(before - 1_000);
  await life.advance(29 * DAY);
  expect(await status()).toBe("current");
  await life.advance(2 * DAY);
  expect(await status()).toBe("due");
  const old = life.model.state?.rotated_at;
  await life.apply({ rotate_every_days: 30 });
  expect(Date.parse(String(life.model.state?.rotated_at)) - Date.parse(String(old))).toBe(31 * DAY * 1000);
  expect(await status()).toBe("current");
});

test("a key that is gone is lost until an apply has made another", async () => {
  await life.apply();
  const gone = { UserName: "pusher", AccessKeyId: await readKey() };
  await life.bench.iam().send(new DeleteAccessKeyCommand(gone));
  expect(await status()).toBe("lost");
  await life.apply();
  expect(await status()).toBe("current");
});

test("a run that was killed after it had a key made is unfinished, until an apply has ended what it left", async () => {
  await life.apply({ trigger: "1" });
  await life.applyAndDie("iam.createKey", { trigger: "2" });
  expect(await status()).toBe("unfinished");
  await life.apply({ trigger: "1" });
  expect(await status()).toBe("current");
  expect(await life.systems.keyIds()).toEqual([await readKey()]);
});

test("a run is closed also where one that was killed has left labels of the entry before", async () => {
  await life.apply({ trigger: "1" });
  // The labels of its entry come off the version of the run before, and it dies on the way.
  await life.applyAndDie("secrets.detach", { trigger: "2" });
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ diagnostics: [], complaints: [] });
  expect(await status()).toBe("current");
  await expect(life.apply({ trigger: "2" })).resolves.toMatchObject({ action: "none" });
});

test("grace_period_seconds is how long a replaced key works on, and what is over is unfinished", async () => {
  const config = { grace_period_seconds: 2 * DAY };
  await life.apply({ ...config, trigger: "1" });
  const old = await readKey();
  await life.apply({ ...config, trigger: "2" });
  await life.advance(2 * DAY - 60);
  expect(await status()).toBe("current");
  await life.apply({ ...config, trigger: "2" });
  expect(await life.systems.keyIds()).toContain(old);
  await life.advance(120);
  expect(await status()).toBe("unfinished");
  await life.apply({ ...config, trigger: "2" });
  expect(await life.systems.keyIds()).toEqual([await readKey()]);
});

test("quiet_period_seconds lie between the deactivation of a replaced key and its deletion", async () => {
  const config = { grace_period_seconds: 0, quiet_period_seconds: 300 };
  await life.apply({ ...config, trigger: "1" });
  await life.advance(DAY);
  const before = life.bench.clock.now().getTime();
  await life.apply({ ...config, trigger: "2" });
  await life.advance(60);
  await life.apply({ ...config, trigger: "2" });
  expect(await life.systems.keyIds()).toEqual([await readKey()]);
  expect(life.bench.clock.now().getTime() - before).toBeGreaterThanOrEqual(300_000);
});
