import {
  AccessMode,
  BootstrapUser,
  Credentials,
  DynamicProducer,
  LatchkeyProvider,
  Rotator,
  SeedRetirement,
  type SeedRetirementProps,
  Target,
} from "../../../src/index.js";
import { refusalOf } from "../../support/constructs/refusal-of.js";
import { demoStack, expression, Synthesized } from "../../support/constructs/synthesized.js";

function seeded(provider?: (stack: ReturnType<typeof demoStack>) => LatchkeyProvider) {
  const stack = demoStack();
  const user = new BootstrapUser(stack, "User");
  const target = new Target(stack, "Aws", {
    name: "/prod/aws",
    credentials: Credentials.seededBy(user),
    provider: provider?.(stack),
  });
  const rotator = new Rotator(stack, "Rotator", { name: "/prod/rotator", target });
  const retire = (props: Partial<SeedRetirementProps> = {}) =>
    new SeedRetirement(stack, "Retirement", { target, rotator, ...props });
  const json = () => new Synthesized(stack).only("latchkey_seed_retirement");
  const address = (path: string) => new Synthesized(stack).address(`demo/${path}`);
  return { stack, target, rotator, retire, json, address };
}

describe("the retirement of a seed", () => {
  test("refers to the target, the rotator, the user and the seed", () => {
    const { retire, json, address } = seeded();
    retire();
    expect(json()).toEqual({
      target: expression(`${address("Aws/Resource")}.name`),
      rotator: expression(`${address("Rotator/Resource")}.name`),
      seed_user_arn: expression(`${address("User/Resource")}.arn`),
      seed_key_id: expression(`${address("Aws/Resource")}.seed_key_id`),
      depends_on: [address("Rotator/Resource")],
    });
  });

  test("takes a quiet period and a producer for the proof", () => {
    const { stack, target, retire, json, address } = seeded();
    const proofProducer = new DynamicProducer(stack, "P", {
      name: "/p",
      target,
      access: AccessMode.iamUser(),
    });
    retire({ quietPeriodSeconds: 0, proofProducer });
    expect(json()).toMatchObject({
      quiet_period_seconds: 0,
      proof_producer: expression(`${address("P/Resource")}.name`),
    });
  });

  test("tells how it went", () => {
    const { retire } = seeded();
    const { seedStatus, proof, retiredAt } = retire();
    for (const token of [seedStatus, proof, retiredAt]) expect(token).toContain("TfToken");
    expect(new Set([seedStatus, proof, retiredAt]).size).toBe(3);
  });

  test("belongs to the gateway of its target", () => {
    const { retire, json } = seeded((stack) => new LatchkeyProvider(stack, "latchkey", { alias: "other" }));
    retire();
    expect(json().provider).toBe("latchkey.other");
  });

  test("fails on a target that is not seeded", () => {
    const { stack, rotator, retire } = seeded();
    const target = new Target(stack, "Own", { name: "/own", credentials: Credentials.gatewayIdentity() });
    const { code, message } = refusalOf(() => retire({ target, rotator }));
    expect(code).toBe("NOTHING_TO_RETIRE");
    expect(message).toContain("[demo/Retirement] 'target' should be seeded by a user, got [demo/Own]");
  });

  test("fails with a rotator or a producer of another target", () => {
    const { stack, retire } = seeded();
    const other = Target.fromTargetName(stack, "Other", "/other");
    const rotator = new Rotator(stack, "OtherRotator", { name: "/other/rotator", target: other });
    expect(refusalOf(() => retire({ rotator })).message).toContain(
      "[demo/Retirement] 'rotator' should belong to [demo/Aws], got [demo/OtherRotator], which belongs to [demo/Other]",
    );
    const second = seeded();
    const elsewhere = Target.fromTargetName(second.stack, "Other", "/other");
    const access = AccessMode.iamUser();
    const proofProducer = new DynamicProducer(second.stack, "P", { name: "/p", target: elsewhere, access });
    const { code, message } = refusalOf(() => second.retire({ proofProducer }));
    expect(code).toBe("WRONG_TARGET");
    expect(message).toContain("[demo/Retirement] 'proofProducer' should belong to [demo/Aws]");
  });

  test("fails on a quiet period of more than an hour", () => {
    const { retire } = seeded();
    expect(refusalOf(() => retire({ quietPeriodSeconds: 3601 })).message).toContain(
      "[demo/Retirement] 'quietPeriodSeconds' should be 0 to 3600, got 3601",
    );
  });
});
