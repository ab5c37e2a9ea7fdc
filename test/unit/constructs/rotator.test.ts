import {
  Credentials,
  EphemeralVariable,
  LatchkeyProvider,
  Rotator,
  type RotatorProps,
  Target,
} from "../../../src/index.js";
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
  [{ grace: {} }, { grace_rotation: true }],
  [
    { grace: { intervalDays: 2, hour: 6, timing: "before" } },
    { grace_rotation: true, grace_interval_days: 2, grace_hour: 6, grace_timing: "before" },
  ],
  [
    { ownKey: { id: "AKIAIOSFODNN7EXAMPLE" } },
    { rotator_type: "api-key", api_id: "AKIAIOSFODNN7EXAMPLE", api_key_wo_version: 1 },
  ],
  [
    { ownKey: { id: "AKIAIOSFODNN7EXAMPLE", version: 3, rotatedBy: "itself" } },
    { api_key_wo_version: 3, authentication_credentials: "use-user-creds" },
  ],
  [
    { region: "eu-west-1", deleteProtection: true, protectionKey: "/keys/one", maxVersions: 5 },
    { region: "eu-west-1", delete_protection: true, key: "/keys/one", max_versions: 5 },
  ],
] as readonly [Partial<RotatorProps>, object][])("a rotator takes %j", (props, json) => {
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

test("takes the secret of a key of its own from an ephemeral variable alone", () => {
  const id = "AKIAIOSFODNN7EXAMPLE";
  expect(refusalOf(() => rotatorWith({ ownKey: { id, secretWo: "a-secret" } })).code).toBe("LITERAL_SECRET");
  const stack = demoStack();
  const secret = new EphemeralVariable(stack, "secret");
  const target = new Target(stack, "Aws", { name: "/prod/aws", credentials: Credentials.gatewayIdentity() });
  new Rotator(stack, "Rotator", { name: "/r", target, ownKey: { id, secretWo: secret.stringValue } });
  expect(new Synthesized(stack).only("latchkey_rotated_secret_aws")).toMatchObject({
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
    api_key_wo: "${var.secret}",
  });
});

test.each([
  [{ grace: { intervalDays: 0 } }, "'graceIntervalDays' should be"],
  [{ grace: { hour: 24 } }, "'graceHour' should be 0 to 23, got 24"],
])("fails on %j", (props, seen) => {
  expect(refusalOf(() => rotatorWith(props)).message).toContain(seen);
});

test("fails on a target without a key", () => {
  const stack = demoStack();
  const target = new Target(stack, "Aws", { name: "/prod/aws", credentials: Credentials.gatewayIdentity() });
  const { code, message } = refusalOf(() => new Rotator(stack, "Rotator", { name: "/r", target }));
  expect(code).toBe("NOTHING_TO_ROTATE");
  expect(message).toContain("[demo/Rotator] 'target' should hold a key, got [demo/Aws]");
});
