import { EXIT } from "../../../src/cli/exit-code.js";
import { agreeing, type Host, machineHost, personHost } from "../../../src/cli/io.js";
import { type RetireFlags, retireOptions } from "../../../src/cli/retire/options.js";
import { runRetire } from "../../../src/cli/retire.js";
import type { SeedWorld } from "../../../src/seed/index.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import {
  accessKey,
  STORED_SECRET,
  type StateResource,
  stateText,
} from "../../support/cli/terraform-state.js";
import { type WatchedWorld, watchedWorld } from "../../support/cli/watched-world.js";
import { failure } from "../../support/failure.js";
import { FakeCloud, type Manners, ROTATOR, TARGET, USER, USER_ARN } from "../../support/seed/fake-cloud.js";
import { worldOn } from "../../support/seed/world.js";

/** A stack from before: Terraform has made the key, and the gateway works with it. */
function legacy(manners: Partial<Manners> = {}) {
  const cloud = new FakeCloud(manners);
  const key = cloud.hold(cloud.makeKey(3_600_000));
  return { cloud, key };
}

const keyResource = (id: string): StateResource => ({
  type: "aws_iam_access_key",
  name: "seed",
  attributes: accessKey(id, USER),
});
const user: StateResource = { type: "aws_iam_user", name: "gw", attributes: { name: USER, arn: USER_ARN } };
const target = (id: string): StateResource => ({
  type: "latchkey_target_aws",
  name: "aws",
  attributes: { name: TARGET, access_key_id: id, seed_user_arn: null, seed_key_id: null },
});
const rotator: StateResource = {
  type: "latchkey_rotated_secret_aws",
  name: "daily",
  attributes: { name: ROTATOR, target: TARGET },
};

function stateFile(id: string, ...more: readonly StateResource[]): string {
  const resources = [user, keyResource(id), target(id), rotator, ...more];
  return file(temporaryFolder(), "terraform.tfstate", stateText(resources));
}

interface Ran {
  readonly code: number;
  readonly printed: WatchedWorld["printed"];
  readonly seeds: SeedWorld & { lines: string[] };
}

/** Runs the command on the fake cloud; by default as a person who has agreed. */
async function run(
  cloud: FakeCloud,
  flags: RetireFlags,
  hostOf: (world: WatchedWorld) => Host = (world) => agreeing(personHost(world, false)),
  world = { ...watchedWorld(), clock: cloud.clock },
): Promise<Ran> {
  const seeds = worldOn(cloud, { signal: world.signal });
  const code = await runRetire(retireOptions(flags), hostOf(world), world, () => seeds);
  for (const text of Object.values(world.printed)) {
    expect(text).not.toContain(STORED_SECRET);
    expect(text).not.toContain("secret-of-key");
  }
  return { code, printed: world.printed, seeds };
}

const asScript = (world: WatchedWorld) => agreeing(machineHost(world));
const writes = (cloud: FakeCloud) => cloud.history.filter(({ write }) => write).map(({ call }) => call);

describe("a dry run", () => {
  test("shows what would be done to which key, and changes nothing", async () => {
    const { cloud, key } = legacy();
    const { code, printed } = await run(cloud, { state: stateFile(key.id), dryRun: true });
    const id = `AKIA…${key.id.slice(-4)}`;
    expect(code).toBe(EXIT.ok);
    expect(writes(cloud)).toEqual([]);
    expect(cloud.history.map(({ call }) => call)).not.toContain("whoIs");
    expect(printed.stdout).toContain(`\
${id} of gw, target ${TARGET} (aws_iam_access_key.seed)
  ${id} (Active, 1 hour old, no use of it known to AWS); the gateway works with it

  STEP        ON                     HOW
  rotate      ${ROTATOR}      the gateway makes a key of its own
  prove       the gateway's new key  by use at STS
  deactivate  ${id}              can be undone
  wait        15 s                   with the key turned off
  prove       the gateway's new key  by use at STS
  delete      ${id}              for good

Nothing was changed: this was a dry run.
`);
    expect(printed.stdout).toContain("removed {\n      from = aws_iam_access_key.seed");
    expect(printed.stdout).not.toContain(key.id);
  });

  test("is the same as data for a script, and asks nobody", async () => {
    const { cloud, key } = legacy();
    const flags = { state: stateFile(key.id), dryRun: true, quietPeriodSeconds: 3 } as const;
    const { code, printed } = await run(cloud, flags, machineHost);
    const id = `AKIA…${key.id.slice(-4)}`;
    expect(code).toBe(EXIT.ok);
    expect(JSON.parse(printed.stdout)).toMatchObject({
      dry_run: true,
      exit_code: 0,
      keys: [
        {
          key: id,
          user: USER_ARN,
          target: TARGET,
          address: "aws_iam_access_key.seed",
          outcome: "planned",
          now: { status: "Active", held_by_gateway: true, last_used: null },
          steps: [
            { do: "rotate", rotator: ROTATOR },
            { do: "prove", key: null, by: "sts" },
            { do: "deactivate", key: id },
            { do: "wait", seconds: 3 },
            { do: "prove", key: null, by: "sts" },
            { do: "delete", key: id },
          ],
          error: null,
        },
      ],
      afterwards: {
        delete_from_configuration: ["aws_iam_access_key.seed", "latchkey_target_aws.aws"],
        removed: {
          json: [
            { from: "aws_iam_access_key.seed", lifecycle: { destroy: false } },
            { from: "latchkey_target_aws.aws", lifecycle: { destroy: false } },
          ],
        },
      },
    });
  });
});

describe("a key that feeds a target", () => {
  test("is retired by the seed's own loop, and Terraform's next step is told", async () => {
    const { cloud, key } = legacy();
    const { code, printed } = await run(cloud, { state: stateFile(key.id) }, asScript);
    expect(code).toBe(EXIT.ok);
    expect(writes(cloud)).toEqual(["rotateNow", `setStatus ${key.id} Inactive`, `deleteKey ${key.id}`]);
    expect(cloud.keys.map(({ id }) => id)).toEqual([cloud.heldId]);
    expect(JSON.parse(printed.stdout)).toMatchObject({
      exit_code: 0,
      keys: [{ outcome: "retired", working_key: `AKIA…${cloud.heldId?.slice(-4)}`, proof: "sts" }],
    });
  });

  test("was shown before it was touched, and progress is told as it goes", async () => {
    const { cloud, key } = legacy();
    const { printed, seeds } = await run(cloud, { state: stateFile(key.id) });
    expect(printed.stderr).toContain("STEP        ON");
    expect(printed.stdout).toMatch(/retired: target \/prod\/aws works with AKIA…\w{4}, proven by use at STS/);
    expect(seeds.lines.at(-1)).toMatch(/^deleting seed key AKIA…/);
  });

  test("is left alone where the person does not say yes", async () => {
    const { cloud, key } = legacy();
    const asked: string[] = [];
    const hesitant = (world: WatchedWorld): Host => ({
      ...personHost(world, false),
      canConfirm: true,
      confirm: async (question) => {
        asked.push(question);
        return false;
      },
    });
    const { code, printed } = await run(cloud, { state: stateFile(key.id) }, hesitant);
    expect({ code, asked }).toEqual({ code: EXIT.failed, asked: ["Retire this key?"] });
    expect(writes(cloud)).toEqual([]);
    expect(printed.stderr).toMatch(/Nothing was changed\.\n$/);
    expect(printed.stdout).toBe("");
  });

  test("needs nothing more once it is gone, and the next step is told again", async () => {
    const { cloud, key } = legacy();
    const state = stateFile(key.id);
    await run(cloud, { state });
    const before = writes(cloud).length;
    const neverAsked = (world: WatchedWorld): Host => ({
      ...personHost(world, false),
      canConfirm: true,
      confirm: async () => {
        throw new Error("there is nothing to confirm");
      },
    });
    const { code, printed } = await run(cloud, { state }, neverAsked);
    expect(code).toBe(EXIT.ok);
    expect(writes(cloud)).toHaveLength(before);
    expect(printed.stdout).toContain(`nothing to do: key AKIA…${key.id.slice(-4)} is gone already`);
    expect(printed.stdout).toContain("from = aws_iam_access_key.seed");
  });
});

test("fails with exit code 2 before it reads anything, where nobody can confirm", async () => {
  const world = watchedWorld();
  const never = () => {
    throw new Error("nothing may be looked at");
  };
  const options = retireOptions({ state: "/nowhere" });
  const fault = await failure(runRetire(options, personHost(world, false), world, never));
  expect(fault.code).toBe("CONFIRMATION_IMPOSSIBLE");
});

describe("refuses, with exit code 1 and nothing changed,", () => {
  test("a user without the dedication tag, with the command and the lines that would set it", async () => {
    const { cloud, key } = legacy();
    if (cloud.user) cloud.user.tags = { team: "x" };
    const { code, printed } = await run(cloud, { state: stateFile(key.id) });
    expect(code).toBe(EXIT.failed);
    expect(writes(cloud)).toEqual([]);
    for (const line of [
      `aws iam tag-user --user-name gw --tags '[{"Key":"latchkey:target","Value":"/prod/aws"}]'`,
      "and in aws_iam_user.gw,",
      'tags = { "latchkey:target" = "/prod/aws" }    (CDKTF: tags: { "latchkey:target": "/prod/aws" })',
      "[SEED_USER_NOT_DEDICATED]",
    ]) {
      expect(printed.stdout).toContain(line);
    }
    expect(printed.stdout).not.toContain("removed {");
  });

  test.each([
    ["a dry run", true],
    ["a run that was agreed to", false],
  ])("the key that it runs with, in %s, naming it", async (_, dryRun) => {
    const { cloud, key } = legacy();
    cloud.callers = [{ arn: USER_ARN, keyId: key.id }];
    const state = stateFile(key.id);
    const { code, printed } = await run(cloud, { state, ...(dryRun && { dryRun }) }, asScript);
    expect(code).toBe(EXIT.failed);
    expect(writes(cloud)).toEqual([]);
    const [one] = JSON.parse(printed.stdout).keys;
    expect(one).toMatchObject({ outcome: "refused", steps: [], error: { code: "SEED_CALLER_IS_USER" } });
    expect(one.error.detail).toContain(`works with access key AKIA…${key.id.slice(-4)} of IAM user "gw"`);
    expect(one.error.detail).toContain("AWS_PROFILE");
    expect(one.error.detail).not.toContain("of the provider");
  });

  test("a key of the user behind the caller's role, whichever of the keys it is", async () => {
    const { cloud, key } = legacy();
    const role = { arn: "arn:aws:sts::123456789012:assumed-role/deploy/me", keyId: "ASIAROLEROLEROLEROL1" };
    cloud.callers = [role, { arn: USER_ARN, keyId: "AKIAOTHEROTHEROTHER1" }];
    const { code, printed } = await run(cloud, { state: stateFile(key.id) });
    expect(code).toBe(EXIT.failed);
    expect(writes(cloud)).toEqual([]);
    expect(printed.stdout).toContain("a role that was assumed with access key AKIA…HER1");
  });

  test("a user of another target", async () => {
    const { cloud, key } = legacy();
    if (cloud.user) cloud.user.tags = { "latchkey:target": "/another" };
    const { code, printed } = await run(cloud, { state: stateFile(key.id) }, asScript);
    expect(code).toBe(EXIT.failed);
    expect(JSON.parse(printed.stdout).keys).toMatchObject([
      { outcome: "refused", steps: [], error: { code: "SEED_USER_NOT_DEDICATED" } },
    ]);
    expect(writes(cloud)).toEqual([]);
  });

  test("a rotator that works for another target, naming the flag", async () => {
    const { cloud, key } = legacy();
    const gateway = {
      ...cloud.gateway,
      findRotator: async () => ({
        target: "/another",
        lastRotatedAt: undefined,
        status: undefined,
        lastError: undefined,
      }),
    };
    Object.assign(cloud, { gateway });
    const { code, printed } = await run(cloud, { state: stateFile(key.id) });
    expect(code).toBe(EXIT.failed);
    expect(printed.stdout).toContain("Name the rotator of this target by --rotator. [WRONG_TARGET]");
    expect(writes(cloud)).toEqual([]);
  });

  test("one key, and still retires the other", async () => {
    const { cloud, key } = legacy();
    const stray: StateResource = {
      type: "aws_iam_access_key",
      name: "stray",
      attributes: accessKey("AKIASTRAYSTRAYSTRAY0", "nobody"),
    };
    const { code, printed } = await run(cloud, { state: stateFile(key.id, stray) }, asScript);
    expect(code).toBe(EXIT.failed);
    expect(JSON.parse(printed.stdout)).toMatchObject({
      exit_code: 1,
      keys: [{ outcome: "retired" }, { outcome: "refused", error: { code: "RETIRE_USER_UNKNOWN" } }],
    });
  });

  test("a name that nothing in the state has", async () => {
    const { cloud, key } = legacy();
    const fault = await failure(run(cloud, { state: stateFile(key.id), key: "AKIANOWHERENOWHERE00" }));
    expect(fault.code).toBe("RETIRE_NOTHING_FITS");
    expect(writes(cloud)).toEqual([]);
  });
});

describe("without a state", () => {
  const told = { target: TARGET, user: USER_ARN, rotator: ROTATOR };

  test("the two systems tell which key it is", async () => {
    const { cloud, key } = legacy();
    const { code, printed } = await run(cloud, told, asScript);
    expect(code).toBe(EXIT.ok);
    expect(cloud.keys.map(({ id }) => id)).not.toContain(key.id);
    expect(JSON.parse(printed.stdout)).toMatchObject({ keys: [{ outcome: "retired" }], afterwards: null });
  });

  test("a key that the gateway has made is left to it", async () => {
    const { cloud } = legacy({ rotationDeletesOld: true });
    cloud.beginRotation();
    const held = cloud.heldId;
    const { code, printed } = await run(cloud, told);
    expect(code).toBe(EXIT.ok);
    expect(printed.stdout).toContain("which the gateway has made");
    expect({ held: cloud.heldId, writes: writes(cloud) }).toEqual({ held, writes: [] });
  });

  test("the key that was named is retired, and no other", async () => {
    const { cloud, key } = legacy();
    cloud.beginRotation();
    const working = cloud.heldId;
    const { code } = await run(cloud, { ...told, key: key.id });
    expect(code).toBe(EXIT.ok);
    expect(cloud.keys.map(({ id }) => id)).toEqual([working]);
  });

  test("a user that does not exist is refused, not taken for done", async () => {
    const { cloud } = legacy();
    cloud.user = undefined;
    const { code, printed } = await run(cloud, { ...told, key: "AKIANOBODYNOBODYNOBO" });
    expect(code).toBe(EXIT.failed);
    expect(printed.stdout).toContain("[SEED_USER_MISSING]");
    expect((await run(cloud, told)).code).toBe(EXIT.failed);
  });
});

describe("interrupted", () => {
  /** Ctrl-C as soon as somebody waits that long. */
  function interruptedAt(cloud: FakeCloud, ms: number) {
    const world = { ...watchedWorld(), clock: cloud.clock };
    const sleep = cloud.clock.sleep.bind(cloud.clock);
    cloud.clock.sleep = async (duration, signal) => {
      if (duration === ms) world.interrupt();
      return sleep(duration, signal);
    };
    return { world, letGo: () => Object.assign(cloud.clock, { sleep }) };
  }

  test("in the quiet period: says that the seed is off and not deleted; the next run goes on from there", async () => {
    const { cloud, key } = legacy();
    const state = stateFile(key.id);
    const { world, letGo } = interruptedAt(cloud, 15_000);
    const { code, printed } = await run(cloud, { state }, asScript, world);
    expect(code).toBe(EXIT.interrupted);
    const { keys } = JSON.parse(printed.stdout);
    expect(keys).toMatchObject([{ outcome: "interrupted", error: { code: "INTERRUPTED" } }]);
    expect(keys[0].error.detail).toMatch(/is turned off but not deleted; the next run goes on from there/);
    expect(cloud.keys.map(({ id, status }) => `${id} ${status}`)).toEqual([
      `${key.id} Inactive`,
      `${cloud.heldId} Active`,
    ]);

    letGo();
    const before = writes(cloud).length;
    expect((await run(cloud, { state })).code).toBe(EXIT.ok);
    expect(writes(cloud).slice(before)).toEqual([`deleteKey ${key.id}`]);
    expect(cloud.keys.map(({ id }) => id)).toEqual([cloud.heldId]);
  });

  test("while it looks around: nothing was changed, exit code 130", async () => {
    const { cloud, key } = legacy();
    const world = { ...watchedWorld(), clock: cloud.clock };
    const gateway = {
      ...cloud.gateway,
      heldKey: async (name: string) => {
        world.interrupt();
        return cloud.gateway.heldKey(name);
      },
    };
    const seeds = { ...worldOn(cloud, { signal: world.signal }), gateway };
    const flags = { state: stateFile(key.id), dryRun: true } as const;
    const fault = await failure(runRetire(retireOptions(flags), machineHost(world), world, () => seeds));
    expect(fault).toMatchObject({ code: "INTERRUPTED", details: { state: "Nothing was changed." } });
    expect(writes(cloud)).toEqual([]);
  });
});

test("a working key that fails once the seed is off: the seed is on again, and exit code 1 says so", async () => {
  const { cloud, key } = legacy();
  const setStatus = cloud.iam.setStatus;
  const iam = {
    ...cloud.iam,
    setStatus: async (...args: Parameters<typeof setStatus>) => {
      await setStatus(...args);
      // Somebody takes the working key away at the worst moment.
      const working = cloud.keys.find(({ id }) => id === cloud.heldId);
      if (args[2] === "Inactive" && working)
        Object.assign(working, { steadyFrom: Number.MAX_SAFE_INTEGER, lingersUntil: 0, secret: "changed" });
    },
  };
  Object.assign(cloud, { iam });
  const { code, printed } = await run(cloud, { state: stateFile(key.id) });
  expect(code).toBe(EXIT.failed);
  expect(printed.stdout).toContain("[SEED_SECOND_PROOF_FAILED]");
  expect(printed.stdout).toContain("then run the command again.");
  expect(cloud.keys.find(({ id }) => id === key.id)?.status).toBe("Active");
  expect(printed.stdout).not.toContain("removed {");
});

test("a state without any key that feeds a target is fine", async () => {
  const { cloud } = legacy();
  const state = file(temporaryFolder(), "terraform.tfstate", stateText([user, rotator]));
  const { code, printed } = await run(cloud, { state });
  expect(code).toBe(EXIT.ok);
  expect(printed.stdout).toBe("Nothing to do: the state holds no key that feeds a target.\n");
  expect(cloud.history).toEqual([]);
});

test("the key that an import has taken for the seed is left alone where the gateway has made it", async () => {
  const { cloud } = legacy({ rotationDeletesOld: true });
  cloud.beginRotation();
  const seeded: StateResource = {
    type: "latchkey_target_aws",
    name: "aws",
    attributes: { name: TARGET, seed_user_arn: USER_ARN, seed_key_id: cloud.heldId },
  };
  const state = file(temporaryFolder(), "terraform.tfstate", stateText([user, seeded, rotator]));
  const { code, printed } = await run(cloud, { state });
  expect(code).toBe(EXIT.ok);
  expect(printed.stdout).toContain("which the gateway has made");
  expect(writes(cloud)).toEqual([]);
});

describe("the seed that a state tells is judged as everywhere else", () => {
  const seededAs = (seedKeyId: string) => {
    const seeded: StateResource = {
      type: "latchkey_target_aws",
      name: "aws",
      attributes: { name: TARGET, seed_user_arn: USER_ARN, seed_key_id: seedKeyId },
    };
    return file(temporaryFolder(), "terraform.tfstate", stateText([user, seeded, rotator]));
  };

  test("one that is gone does not hide the seed with which the target was made anew since", async () => {
    const { cloud, key } = legacy();
    const { code } = await run(cloud, { state: seededAs("AKIAGONEGONEGONEGONE") });
    expect(code).toBe(EXIT.ok);
    expect(writes(cloud)).toEqual(["rotateNow", `setStatus ${key.id} Inactive`, `deleteKey ${key.id}`]);
  });

  test("one that is gone, beside a key that the gateway has made, is gone", async () => {
    const { cloud, key } = legacy({ rotationDeletesOld: true });
    cloud.beginRotation();
    const { code, printed } = await run(cloud, { state: seededAs(key.id) });
    expect({ code, writes: writes(cloud) }).toEqual({ code: EXIT.ok, writes: [] });
    expect(printed.stdout).toContain(`key AKIA…${key.id.slice(-4)} is gone already`);
  });

  test("the one that the journal names is retired, whatever else a state says", async () => {
    const { cloud, key } = legacy();
    cloud.beginRotation();
    const by = { process: "p", run: 1, host: "h", at: cloud.clock.now() };
    const entry = { user: USER_ARN, work: null, before: [], asked: [], minted: key.id, ours: [], by };
    cloud.journal.entries.set(TARGET, { entry, version: 1 });
    // Nobody but the gateway was given it: what cannot be looked at is told, and keeps nobody from it.
    cloud.show("none");
    const { code, printed } = await run(cloud, { state: seededAs(cloud.heldId ?? "") }, asScript);
    expect(code).toBe(EXIT.ok);
    expect(cloud.keys.map(({ id }) => id)).toEqual([cloud.heldId]);
    expect(JSON.parse(printed.stdout).keys[0]).toMatchObject({
      outcome: "retired",
      not_shown: [/targets/, /items/].map((list) => expect.stringMatching(list)),
    });
  });
});
