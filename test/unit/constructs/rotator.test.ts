import { Credentials, LatchkeyProvider, Rotator, type RotatorProps, Target } from "../../../src/index.js";
import { refusalOf } from "../../support/constructs/refusal-of.js";
import { demoStack, Synthesized } from "../../support/constructs/synthesized.js";

const rotatorWith = (props: Partial<RotatorProps>) => {
  const stack = demoStack();
  const target = Target.fromTargetName(stack, "Aws", "/prod/aws");
  new Rotator(stack, "Rotator", { name: "/prod/rotator", target, ...props });
  return new Synthesized(stack).only("latchkey_rotated_secret_aws");
};

test("a rotator leaves what is not said to the provider's defaults", () => {
  expect(rotatorWith({})).toEqual({ name: "/prod/rotator", target: "/prod/aws" });
});

test.each([
  [{ intervalDays: 30 }, { interval_days: 30 }],
  [{ rotationHour: 0 }, { rotation_hour: 0 }],
  [{ autoRotate: false }, { auto_rotate: false }],
  [{ description: "of production" }, { description: "of production" }],
  [{ tags: ["a", "b"] }, { tags: ["a", "b"] }],
  [{ tags: [] }, { tags: [] }],
])("a rotator takes %j", (props, json) => {
  expect(rotatorWith(props)).toMatchObject(json);
});

test("a rotator belongs to the gateway of its target", () => {
  const stack = demoStack();
  const provider = new LatchkeyProvider(stack, "latchkey", { alias: "other" });
  const target = Target.fromTargetName(stack, "Aws", "/prod/aws", { provider });
  new Rotator(stack, "Rotator", { name: "/prod/rotator", target });
  expect(new Synthesized(stack).only("latchkey_rotated_secret_aws").provider).toBe("latchkey.other");
});

test.each([0, 366])("fails on an interval of %d days", (intervalDays) => {
  expect(refusalOf(() => rotatorWith({ intervalDays })).message).toContain(
    `[demo/Rotator] 'intervalDays' should be 1 to 365, got ${intervalDays}`,
  );
});

test("fails on a target without a key", () => {
  const stack = demoStack();
  const target = new Target(stack, "Aws", { name: "/prod/aws", credentials: Credentials.gatewayIdentity() });
  const { code, message } = refusalOf(() => new Rotator(stack, "Rotator", { name: "/r", target }));
  expect(code).toBe("NOTHING_TO_ROTATE");
  expect(message).toContain("[demo/Rotator] 'target' should hold a key, got [demo/Aws]");
});
