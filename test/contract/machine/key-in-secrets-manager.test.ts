import type { MachineWorld } from "../../../src/machine/index.js";
import { Moto } from "../../support/acceptance/moto.js";
import { describeIf, motoMissing } from "../../support/acceptance/requirements.js";
import { Crash, dieAfter } from "../../support/die-after.js";
import { MachineSystems } from "../../support/machine/systems.js";

const ROOT = { accessKeyId: "AKIAROOTROOTROOTROOT", secretAccessKey: "the-root-secret-access-key" };

describeIf(motoMissing())("a machine user's key, with IAM and Secrets Manager by moto", () => {
  let moto: Moto;
  let systems: MachineSystems;
  let count = 0;

  beforeAll(async () => {
    moto = await Moto.start();
  }, 90_000);

  afterAll(() => moto?.stop());

  beforeEach(async () => {
    count += 1;
    systems = await new MachineSystems(moto.url, ROOT).create(`pusher-${count}`);
  });

  afterEach(() => systems.close());

  test("delivers a key that works under the names of the document, and labels its version with its id", async () => {
    const { keyId } = await systems.fresh(null);
    const value = await systems.value();
    expect(Object.keys(value)).toEqual(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]);
    expect(value.AWS_ACCESS_KEY_ID).toBe(keyId);
    expect(await systems.keyIds()).toEqual([keyId]);
    expect(await systems.labels()).toEqual(expect.arrayContaining(["AWSCURRENT", `latchkey:${keyId}`]));
  });

  test("rotates with overlap, and ends the old key after its grace", async () => {
    const { keyId: old } = await systems.fresh(null);
    const { keyId, kept } = await systems.fresh(old);
    expect(kept).toMatchObject([{ keyId: old }]);
    expect(await systems.keyIds()).toEqual(expect.arrayContaining([old, keyId]));
    expect((await systems.value()).AWS_ACCESS_KEY_ID).toBe(keyId);
    expect((await systems.value("AWSPREVIOUS")).AWS_ACCESS_KEY_ID).toBe(old);

    // By moto's own time, which no test moves.
    await systems.tidy({ graceMs: 0 });
    expect(await systems.keyIds()).toEqual([keyId]);
    expect(await systems.labels()).not.toContain(`latchkey:${old}`);
  });

  test("a secret has no more labels than AWS allows, however often its key was rotated", async () => {
    let { keyId } = await systems.fresh(null);
    let most = 0;
    for (let round = 0; round < 2; round++) {
      ({ keyId } = await systems.fresh(keyId));
      most = Math.max(most, (await systems.labels()).length);
      await systems.tidy({ graceMs: 0 });
    }
    expect(most).toBeLessThanOrEqual(20);
    expect(await systems.keyIds()).toEqual([keyId]);
  }, 60_000);

  test.each<[keyof MachineWorld, string]>([
    ["iam", "createKey"],
    ["vault", "put"],
    ["journal", "update"],
  ])(
    "I4: converges after its process died right after %s.%s",
    async (part, call) => {
      const world = systems.world();
      const dying = { ...world, [part]: dieAfter(world[part] as never, call as never) };
      await expect(systems.fresh(null, dying)).rejects.toThrow(Crash);
      const { keyId } = await systems.fresh(null);
      expect(await systems.keyIds()).toEqual([keyId]);
      expect((await systems.value()).AWS_ACCESS_KEY_ID).toBe(keyId);
    },
    60_000,
  );

  test("I4: a run that is told to stop lets its entry go, and the next one goes on without waiting", async () => {
    const stop = new AbortController();
    const { iam, ...world } = systems.world(stop.signal);
    const whoIs: MachineWorld["iam"]["whoIs"] = (pair) => {
      stop.abort(new Error("stop"));
      return iam.whoIs(pair);
    };
    const stopped = systems.fresh(null, { ...world, iam: { ...iam, whoIs } });
    await expect(stopped).rejects.toMatchObject({ code: "SEED_INTERRUPTED" });

    const began = systems.clock.now().getTime();
    const { keyId } = await systems.fresh(null);

    expect(await systems.keyIds()).toEqual([keyId]);
    expect(systems.clock.now().getTime() - began).toBeLessThan(20_000);
  });
});
