import { systemClock } from "../../../src/domain/system-clock.js";
import { Fault } from "../../../src/errors/fault.js";
import { seedRetirement } from "../../../src/provider/resources/seed-retirement.js";
import type { Clients } from "../../../src/wiring/index.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";
import { errorOf, stage } from "../../support/provider/stage.js";

const SEED = "AKIAIOSFODNN7EXAMPLE";
const terms = {
  target: "/t",
  rotator: "/r",
  seed_user_arn: "arn:aws:iam::123456789012:user/gw",
  quiet_period_seconds: 0,
  proof_producer: null,
};
const retired = {
  ...terms,
  seed_key_id: SEED as string | null,
  target_id: 7,
  seed_status: "retired" as const,
  proof: "sts" as const,
  retired_at: "2026-03-02T12:00:00.000Z",
};
const around = { signal: new AbortController().signal, log: new RecordingLogger(), warn: () => {} };
/** Nothing of either system may be asked. */
const nobody = {} as Clients;

test("that is to be made needs the seed's id, and says how an imported target comes to have it", async () => {
  const at = await stage();
  const terraform = await at.terraform("latchkey_seed_retirement");
  const error = errorOf(await terraform.plan(terms));
  await at.close();
  expect(error).toContain("seed_key_id is not set, and the retirement is to be made");
  expect(error).toContain(",seed_key_id=KEY_ID");
});

test("keeps its seed where an imported target does not know that one, and plans no change", async () => {
  const at = await stage();
  const terraform = await at.terraform("latchkey_seed_retirement");
  terraform.state = retired;
  const unchanged = await terraform.plan(terms);
  const renamed = await terraform.apply({ ...terms, rotator: "/r2" });
  await at.close();
  expect(unchanged).toMatchObject({ action: "none", diagnostics: [], complaints: [] });
  expect(renamed).toMatchObject({ action: "update", diagnostics: [], complaints: [] });
  expect(terraform.state).toMatchObject({ rotator: "/r2", seed_key_id: SEED });
});

test("keeps its seed and what was proven of it where a reference comes to null in the apply, and asks nobody", async () => {
  const changed = (...names: readonly string[]) => names.includes("seed_key_id");
  const update = {
    prior: retired,
    plan: { ...terms, seed_key_id: null },
    changed,
    client: nobody,
    ...around,
  };
  await expect(
    seedRetirement.update?.({ ...update, secrets: {}, checkpoint: () => {} } as never),
  ).resolves.toEqual({
    ...{
      seed_key_id: SEED,
      target_id: 7,
      seed_status: "retired",
      proof: "sts",
      retired_at: retired.retired_at,
    },
  });
});

test.each([
  [SEED, false],
  ["AKIAI44QH8DHBEXAMPLE", true],
])("plans a new proof for the seed %s: %s", (next, isAgain) => {
  const again: string[] = [];
  const planned = (name: string) => (name === "seed_key_id" ? next : retired[name as keyof typeof retired]);
  const recompute = (name: string) => again.push(name);
  seedRetirement.plan?.({ prior: retired, planned, recompute, set: () => {} } as never);
  expect(again).toEqual(isAgain ? ["proof", "retired_at"] : []);
});

test.each([
  ["Active", "active"],
  ["Inactive", "inactive"],
])("while its seed is there and %s it is %s", async (status, seed_status) => {
  const keys = [{ id: SEED, status, createdAt: new Date("2026-01-01T00:00:00Z") }];
  const gateway = { rotators: { find: async () => undefined } };
  const aws = { iam: { keys: async () => keys } };
  const client = { aws, gateway, settings: {}, clock: systemClock } as unknown as Clients;
  const state = { ...retired, seed_key_id: SEED };
  await expect(seedRetirement.read({ state, client, ...around })).resolves.toMatchObject({ seed_status });
});

test.each([
  [1, "retired"],
  [2, "unsettled"],
])("without a seed and with %d active keys it is %s", async (count, seed_status) => {
  const createdAt = new Date("2026-01-01T00:00:00Z");
  const keys = Array.from({ length: count }, (_, index) => ({
    id: `AKIA${index}`,
    status: "Active",
    createdAt,
  }));
  const gateway = { rotators: { find: async () => undefined } };
  const aws = { iam: { keys: async () => keys } };
  const client = { aws, gateway, settings: {}, clock: systemClock } as unknown as Clients;
  const state = { ...retired, seed_key_id: null };
  await expect(seedRetirement.read({ state, client, ...around })).resolves.toMatchObject({ seed_status });
});

describe("a refresh", () => {
  const caller = (account: string) => ({ callerIdentity: async () => ({ arn: "arn", account }) });
  const denied = async () => {
    throw new Fault("AWS_ACCESS_DENIED", {
      doing: "listing keys",
      seen: "no",
      state: "Nothing was changed.",
    });
  };
  const client = (keys: () => Promise<unknown>, account: string) =>
    ({ aws: { iam: { keys }, sts: caller(account) }, gateway: {}, clock: systemClock }) as unknown as Clients;
  const gone = async () => undefined;

  test.each([
    ["where the caller is of another account", gone, "active"],
    ["where the caller is of another account", gone, "retired"],
    ["where the caller is of another account", gone, null],
    ["where the caller may not list the keys of the user", denied, "active"],
    ["where the caller may not list the keys of the user", denied, null],
  ])("keeps what the state tells %s", async (_, keys, seed_status) => {
    const state = { ...retired, seed_key_id: SEED, seed_status: seed_status as "active" };
    const { read } = seedRetirement;
    await expect(read({ state, client: client(keys, "999999999999"), ...around })).resolves.toEqual(state);
  });

  test("tells that the seed of a user that is gone from its own account is retired", async () => {
    const state = { ...retired, seed_key_id: SEED, seed_status: "active" as const };
    const read = seedRetirement.read({ state, client: client(gone, "123456789012"), ...around });
    await expect(read).resolves.toMatchObject({ seed_status: "retired" });
  });
});
