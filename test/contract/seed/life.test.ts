import { done, errorOf } from "../../support/provider/stage.js";
import { Life, ROTATOR, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

let life: Life;
afterEach(() => life?.end());

const DAY = 86_400;
const READS = ["target-get", "target-get-details", "describe-item"];
const NOTHING = [done("none"), done("none"), done("none")];

/** I2: exactly one active key, which the gateway holds and which is not the seed. */
function expectOneWorkingKey(): void {
  const keys = life.keys();
  expect(keys).toEqual([{ id: life.gateway.heldKeyId(TARGET), status: "Active" }]);
  expect(keys[0]?.id).not.toBe(life.seedKeyId);
}

/** A rotation that can delete what it replaced: until then the local gateway's rotator wants to delete the seed itself. */
async function letGatewayTidyUp(): Promise<void> {
  await life.allow("rotate and delete");
  await life.time.advance(2 * DAY);
}

describe.each([
  // The gateway itself deletes what it replaced, or leaves that to the retirement.
  ["rotate and delete", ["CreateAccessKey"]],
  ["rotate only", ["CreateAccessKey", "UpdateAccessKey Inactive", "DeleteAccessKey"]],
] as const)("a gateway whose user may %s", (selfService, writes) => {
  test("I2, I5, I6: is bootstrapped by one apply, left alone by the next ones, and destroyed without a key left", async () => {
    life = await Life.begin(selfService);

    expect(await life.apply()).toEqual([done("create"), done("create"), done("create")]);
    expectOneWorkingKey();
    expect(life.providersIamWrites()).toEqual(writes);
    expect(life.models.retirement.state).toMatchObject({ seed_status: "retired", proof: "sts" });

    expect(await life.apply()).toEqual(NOTHING);
    expect(life.providersIamWrites()).toEqual([]);

    if (selfService === "rotate and delete") {
      const before = life.gateway.heldKeyId(TARGET);
      await life.time.advance(2 * DAY);
      expect(life.gateway.heldKeyId(TARGET)).not.toBe(before);
      expect(await life.apply()).toEqual(NOTHING);
      expect(life.providersIamWrites()).toEqual([]);
      expectOneWorkingKey();
    }

    await letGatewayTidyUp();
    expect(await life.destroy()).toEqual([done("delete"), done("delete"), done("delete")]);
    expect(life.keys()).toEqual([]);
    await expect(life.deleteUser()).resolves.toBeUndefined();
  });
});

test("I1: no secret that either side ever issued is in any state, diagnostic or log line", async () => {
  life = await Life.begin("rotate only");
  await life.apply();
  await life.apply({ target: { region: "eu-west-1" } });
  await life.apply();
  await life.destroy();

  const written = [...life.written, life.log.text].join("\n");
  const secrets = [...life.aws.issuedSecrets(), ...life.gateway.issuedSecrets()];
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  expect(life.log.text).toContain("minted access key AKIA…");
});

test("a refresh asks the gateway for metadata only, and IAM for a list", async () => {
  life = await Life.begin();
  await life.apply();
  life.commands();
  const before = life.aws.calls().length;

  await life.apply();

  expect(life.commands()).toEqual(["target-get", "describe-item"]);
  const asked = life.aws
    .calls()
    .slice(before)
    .map(({ action }) => action);
  expect(asked).toEqual(["ListAccessKeys", "ListAccessKeys"]);
});

describe("I4: a later apply goes through after the process died right after", () => {
  test.each([
    ["iam.createKey", "rotate and delete"],
    ["targets.createAws", "rotate and delete"],
    ["targets.createAws", "rotate only"],
    ["rotators.rotateNow", "rotate and delete"],
    ["rotators.rotateNow", "rotate only"],
    ["iam.setKeyStatus", "rotate only"],
    ["iam.deleteKey", "rotate only"],
  ] as const)("%s, the gateway's user being allowed to %s", async (call, selfService) => {
    life = await Life.begin(selfService);
    await life.applyAndDie(call);
    expect(life.keys().length).toBeLessThanOrEqual(2);

    const outcomes = await life.apply();

    expect(outcomes.flatMap(({ diagnostics, complaints }) => [...diagnostics, ...complaints])).toEqual([]);
    expectOneWorkingKey();
    const everMade = life.aws.everCreatedKeyIds().length;
    // The seed, the working key, and one more only where the first seed's secret died with its process.
    expect(everMade).toBe(call === "iam.createKey" ? 3 : 2);
    expect(life.gateway.events().filter(({ kind }) => kind === "rotated")).toHaveLength(1);
    expect(await life.apply()).toEqual(NOTHING);
    await letGatewayTidyUp();
    await life.destroy();
    expect(life.keys()).toEqual([]);
  });

  test.each(["targets.remove", "iam.setKeyStatus", "iam.deleteKey"])("%s, in a destroy", async (call) => {
    life = await Life.begin();
    await life.apply();
    await life.destroyAndDie(call);

    await life.destroy();

    expect(life.models.target.state).toBeNull();
    expect(life.keys()).toEqual([]);
    await life.deleteUser();
  });
});

describe("I4: one apply goes through although the answer is lost of", () => {
  test("CreateAccessKey", async () => {
    life = await Life.begin();
    life.aws.answerNext("CreateAccessKey", { replyLost: true });
    await life.apply();
    expectOneWorkingKey();
    expect(life.providersIamWrites()).toEqual([
      "CreateAccessKey",
      "UpdateAccessKey Inactive",
      "DeleteAccessKey",
      "CreateAccessKey",
    ]);
  });

  test("the target's creation", async () => {
    life = await Life.begin();
    life.gateway.answerNext("target-create-aws", { replyLost: true });
    await life.apply();
    expectOneWorkingKey();
    expect(life.providersIamWrites()).toEqual(["CreateAccessKey"]);
    expect(life.commands().filter((command) => command === "target-create-aws")).toHaveLength(1);
  });

  test("the rotation", async () => {
    life = await Life.begin("rotate only");
    life.gateway.answerNext("gateway-rotate-secret", { replyLost: true });
    await life.apply();
    expectOneWorkingKey();
    expect(life.commands().filter((command) => command === "gateway-rotate-secret")).toHaveLength(1);
  });
});

test("I3: waits until keys work that flap while AWS spreads them", async () => {
  life = await Life.begin("rotate only");
  life.aws.setPropagation({ delayMs: 30_000, flapping: true });
  const outcomes = await life.apply();
  expect(outcomes.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  expectOneWorkingKey();
  const refused = life.aws.calls().filter(({ error }) => error === "InvalidClientTokenId");
  expect(refused.length).toBeGreaterThan(1);
});

test("I4: a target whose number could not be read after the hand-over is tracked, and replaced by the next apply", async () => {
  life = await Life.begin();
  life.gateway.answerNext("target-get", { status: 500, body: { error: "internal server error" }, times: 5 });
  const [outcome = done("none")] = await life.apply();
  expect(errorOf(outcome)).toContain("[GATEWAY_FAILED]");
  expect(life.models.target.isTainted).toBe(true);

  const outcomes = await life.apply();

  expect(outcomes.map(({ action }) => action)).toEqual(["replace", "create", "create"]);
  expectOneWorkingKey();
});

test("removes two orphaned keys of a dedicated user without a target", async () => {
  life = await Life.begin();
  const orphans = [await life.newKey(), await life.newKey()];
  await life.apply();
  expectOneWorkingKey();
  for (const orphan of orphans) expect(life.keys().map(({ id }) => id)).not.toContain(orphan);
});

describe("I7: fails before anything is touched", () => {
  async function untouched(outcomes: Promise<readonly object[]>): Promise<string> {
    life.commands();
    const writes = (await outcomes) as Awaited<ReturnType<Life["apply"]>>;
    expect(writes).toHaveLength(1);
    expect(life.providersIamWrites()).toEqual([]);
    expect(life.commands().filter((command) => !READS.includes(command))).toEqual([]);
    return errorOf(writes[0] ?? done("none"));
  }

  test("on a user without the tag, and names the command that sets it", async () => {
    life = await Life.begin();
    await life.tag(null);
    await life.newKey();
    const error = await untouched(life.apply());
    expect(error).toContain("[SEED_USER_NOT_DEDICATED]");
    expect(error).toContain("aws iam tag-user --user-name gw");

    await life.tag(TARGET);
    await life.apply();
    expectOneWorkingKey();
  });

  test("on a user with another target's tag", async () => {
    life = await Life.begin();
    await life.tag("/somebody/else");
    expect(await untouched(life.apply())).toContain('names "/somebody/else", not "/prod/aws"');
  });

  test("on a user of another account", async () => {
    life = await Life.begin();
    const seed_user_arn = life.userArn.replace(life.aws.accountId, "999999999999");
    const error = await untouched(life.apply({ target: { seed_user_arn } }));
    expect(error).toContain("[SEED_ACCOUNT_MISMATCH]");
  });

  test("on a target that holds somebody else's key, and names the user's keys and the commands", async () => {
    life = await Life.begin();
    await life.foreignTarget();
    const own = await life.newKey();
    const error = await untouched(life.apply());
    expect(error).toContain("[SEED_TARGET_EXISTS]");
    expect(error).toContain(`aws iam delete-access-key --user-name gw --access-key-id ${own}`);
    expect(life.gateway.heldKeyId(TARGET)).toBe("AKIAFOREIGNFOREIGN00");
  });

  test("on a destroy after the user lost its tag, and a later destroy goes through", async () => {
    life = await Life.begin();
    await life.apply();
    await life.tag(null);
    life.providersIamWrites();
    const outcomes = await life.destroy();
    expect(errorOf(outcomes.at(-1) ?? done("none"))).toContain("[SEED_USER_NOT_DEDICATED]");
    expect(life.providersIamWrites()).toEqual([]);
    expect(life.gateway.heldKeyId(TARGET)).toBeDefined();

    await life.tag(TARGET);
    await life.destroy();
    expect(life.keys()).toEqual([]);
  });
});

test("fails to retire beside a key that nobody accounts for, touches neither, and goes through once it is gone", async () => {
  life = await Life.begin("rotate only");
  await life.applyAndDie("rotators.create");
  const stranger = await life.newKey();
  await life.time.advance(600);

  const outcomes = await life.apply();

  const error = errorOf(outcomes.at(-1) ?? done("none"));
  expect(error).toContain("[SEED_UNKNOWN_KEY]");
  expect(error).toContain(`aws iam delete-access-key --user-name gw --access-key-id ${stranger}`);
  expect(life.keys()).toEqual([
    { id: life.seedKeyId, status: "Active" },
    { id: stranger, status: "Active" },
  ]);

  await life.deleteKey(stranger);
  await life.apply();
  expectOneWorkingKey();
});

describe("Ctrl-C", () => {
  test("while the new key is waited for: says what is there, and the next apply cleans it up", async () => {
    life = await Life.begin();
    life.onWait = () => life.stop();
    const [outcome = done("none")] = await life.apply();
    expect(errorOf(outcome)).toContain("[SEED_INTERRUPTED]");
    expect(errorOf(outcome)).toContain("exists and nobody holds its secret");
    expect(life.models.target.isTainted).toBe(true);

    life.onWait = () => {};
    await life.newProcess();
    expect((await life.apply()).map(({ action }) => action)).toEqual(["replace", "create", "create"]);
    expectOneWorkingKey();
  });

  test("before the hand-over, and a target of the same name made by somebody else: that one is left alone", async () => {
    life = await Life.begin();
    life.onWait = () => life.stop();
    await life.apply();
    life.onWait = () => {};
    await life.newProcess();
    await life.foreignTarget();

    const [outcome = done("none")] = await life.apply();

    expect(errorOf(outcome)).toContain("[SEED_TARGET_EXISTS]");
    expect(life.keys()).toEqual([]);
    expect(life.gateway.heldKeyId(TARGET)).toBe("AKIAFOREIGNFOREIGN00");
  });

  test("in the quiet period: leaves the seed off, and the next apply goes on", async () => {
    life = await Life.begin("rotate only");
    life.onWait = () => {
      if (life.keys().some(({ status }) => status === "Inactive")) life.stop();
    };
    const outcomes = await life.apply();
    expect(errorOf(outcomes.at(-1) ?? done("none"))).toContain("is turned off but not deleted");

    life.onWait = () => {};
    await life.newProcess();
    await life.apply();
    expectOneWorkingKey();
    expect(life.gateway.events().filter(({ kind }) => kind === "rotated")).toHaveLength(1);
  });
});

describe("what happened behind Terraform's back", () => {
  test("a target deleted in the gateway is made anew, with a new seed and no key left of the old one", async () => {
    life = await Life.begin();
    await life.apply();
    const old = life.keys().map(({ id }) => id);
    await life.loseTarget();

    await life.models.target.refresh();
    expect(life.models.target.state).toMatchObject({ gateway_record: "missing" });
    const outcomes = await life.apply();

    expect(outcomes[0]?.action).toBe("replace");
    expectOneWorkingKey();
    expect(life.keys().map(({ id }) => id)).not.toEqual(old);
  });

  test("a target deleted in the gateway leaves no key behind when it is destroyed", async () => {
    life = await Life.begin();
    await life.apply();
    await life.loseTarget();
    await life.destroy();
    expect(life.keys()).toEqual([]);
  });

  test("a target deleted together with its user is simply gone", async () => {
    life = await Life.begin();
    await life.apply();
    await life.loseTarget();
    await life.deleteKeys();
    await life.deleteUser();
    await life.models.target.refresh();
    expect(life.models.target.state).toBeNull();
  });

  test("a user that lost its keys gets a new seed, in place, and the target stays", async () => {
    life = await Life.begin();
    await life.apply();
    const { seedKeyId } = life;
    const id = life.models.target.state?.target_id;
    await life.deleteKeys();

    const outcomes = await life.apply();

    expect(outcomes.map(({ action }) => action)).toEqual(["update", "none", "update"]);
    expect(life.models.target.state).toMatchObject({ target_id: id, gateway_record: "present" });
    expect(life.seedKeyId).not.toBe(seedKeyId);
    expectOneWorkingKey();
    expect(await life.apply()).toEqual(NOTHING);
  });

  test("I4: that goes through after the process died right after the new key was made", async () => {
    life = await Life.begin();
    await life.apply();
    await life.deleteKeys();
    // Terraform has seen it, and stored what it saw.
    await life.models.target.refresh();
    await life.applyAndDie("iam.createKey");
    await life.apply();
    expectOneWorkingKey();
  });
});

describe("changes", () => {
  test("of the description touch no credential", async () => {
    life = await Life.begin();
    await life.apply();
    const held = life.gateway.heldKeyId(TARGET);
    life.commands();
    life.providersIamWrites();

    const outcomes = await life.apply({ target: { description: "Production" } });

    expect(outcomes.map(({ action }) => action)).toEqual(["update", "none", "none"]);
    expect(life.commands().filter((command) => !READS.includes(command))).toEqual(["update-target"]);
    expect(life.providersIamWrites()).toEqual([]);
    expect(life.gateway.heldKeyId(TARGET)).toBe(held);
  });

  test("of the region keep the working key", async () => {
    life = await Life.begin();
    await life.apply();
    const held = life.gateway.heldKeyId(TARGET);
    life.providersIamWrites();

    const outcomes = await life.apply({ target: { region: "eu-west-1" } });

    expect(outcomes.map(({ action }) => action)).toEqual(["update", "none", "none"]);
    expect(life.providersIamWrites()).toEqual([]);
    expect(life.gateway.heldKeyId(TARGET)).toBe(held);
    expectOneWorkingKey();
  });

  test("of the quiet period ask for one more proof and nothing else", async () => {
    life = await Life.begin();
    await life.apply();
    const { retired_at } = life.models.retirement.state ?? {};
    life.providersIamWrites();
    await life.time.advance(60);
    const outcomes = await life.apply({ retirement: { quiet_period_seconds: 30 } });
    expect(outcomes.map(({ action }) => action)).toEqual(["none", "none", "update"]);
    expect(life.providersIamWrites()).toEqual([]);
    expect(life.models.retirement.state).toMatchObject({ retired_at, proof: "sts" });
  });
});

describe("import", () => {
  test("of a target together with its user keeps it, and the retirement goes on from there", async () => {
    life = await Life.begin("rotate only");
    await life.apply();
    const id = life.models.target.state?.target_id;
    life.models.target.state = null;

    expect(await life.models.target.import(`${TARGET},${life.userArn}`)).toEqual({
      ...done("none"),
      action: null,
    });
    expect(life.models.target.state).toMatchObject({ target_id: id, gateway_record: "present" });

    const outcomes = await life.apply();
    expect(outcomes[0]?.action).toBe("none");
  });

  test("of a retirement finds the seed gone, and has nothing to change", async () => {
    life = await Life.begin();
    await life.apply();
    const { seedKeyId, models } = life;
    models.retirement.state = null;
    await models.retirement.import([TARGET, ROTATOR, life.userArn, seedKeyId].join(","));
    expect(models.retirement.state).toMatchObject({ seed_status: "retired", seed_key_id: seedKeyId });
    life.providersIamWrites();
    const outcomes = await life.apply();
    expect(outcomes.at(-1)?.diagnostics).toEqual([]);
    expect(life.providersIamWrites()).toEqual([]);
  });

  test("of a retirement fails on an id without its four parts", async () => {
    life = await Life.begin();
    const outcome = await life.models.retirement.import(TARGET);
    expect(errorOf(outcome)).toContain("[SEED_IMPORT_ID_MALFORMED]");
  });
});
