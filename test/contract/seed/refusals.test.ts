import { done, errorOf } from "../../support/provider/stage.js";
import { Life, READS, TARGET } from "../../support/seed/life.js";

// Real HTTP and the AWS SDK to load, on a machine with other work.
jest.setTimeout(60_000);

let life: Life;
afterEach(() => life?.end());

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
    await life.somebody.tag(null);
    const error = await untouched(life.apply());
    expect(error).toContain("[SEED_USER_NOT_DEDICATED]");
    expect(error).toContain("aws iam tag-user --user-name gw");

    await life.somebody.tag(TARGET);
    await life.apply();
    life.expectOneWorkingKey();
  });

  test("on a user with another target's tag", async () => {
    life = await Life.begin();
    await life.somebody.tag("/somebody/else");
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
    await life.somebody.foreignTarget();
    const own = await life.somebody.newKey();
    const error = await untouched(life.apply());
    expect(error).toContain("[SEED_TARGET_EXISTS]");
    expect(error).toContain(`aws iam delete-access-key --user-name gw --access-key-id ${own}`);
    expect(life.gateway.heldKeyId(TARGET)).toBe("AKIAFOREIGNFOREIGN00");
  });

  test("on a destroy after the user lost its tag, and a later destroy goes through", async () => {
    life = await Life.begin();
    await life.apply();
    await life.somebody.tag(null);
    life.providersIamWrites();
    const outcomes = await life.destroy();
    expect(errorOf(outcomes.at(-1) ?? done("none"))).toContain("[SEED_USER_NOT_DEDICATED]");
    expect(life.providersIamWrites()).toEqual([]);
    expect(life.gateway.heldKeyId(TARGET)).toBeDefined();

    await life.somebody.tag(TARGET);
    await life.destroy();
    expect(life.keys()).toEqual([]);
  });
});

test("fails to retire beside a key that nobody accounts for, touches neither, and goes through once it is gone", async () => {
  life = await Life.begin("rotate only");
  await life.applyAndDie("creating rotator");
  const stranger = await life.somebody.newKey();
  await life.time.advance(600);

  const outcomes = await life.apply();

  const error = errorOf(outcomes.at(-1) ?? done("none"));
  expect(error).toContain("[SEED_UNKNOWN_KEY]");
  expect(error).toContain(`aws iam delete-access-key --user-name gw --access-key-id ${stranger}`);
  expect(life.keys()).toEqual([
    { id: life.seedKeyId, status: "Active" },
    { id: stranger, status: "Active" },
  ]);

  await life.somebody.deleteKey(stranger);
  await life.apply();
  life.expectOneWorkingKey();
});
