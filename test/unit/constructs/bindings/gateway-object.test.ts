import { TerraformStack, Testing } from "cdktf";
import {
  Credentials,
  LatchkeyDynamicSecretAws,
  LatchkeyRotatedSecretAws,
  LatchkeyStaticSecret,
  LatchkeyTargetAws,
  Target,
} from "../../../../src/index.js";
import { refusalOf } from "../../../support/constructs/refusal-of.js";
import { demoStack, expression, Synthesized } from "../../../support/constructs/synthesized.js";

const reference = expression("latchkey_target_aws.t.name");

test("an object may be given for its path, and what refers to it waits for it", () => {
  const stack = demoStack();
  const target = new LatchkeyTargetAws(stack, "t", { name: "/t", useGatewayIdentity: true });
  new LatchkeyRotatedSecretAws(stack, "r", { name: "/r", target });
  new LatchkeyDynamicSecretAws(stack, "p", { name: "/p", target, accessMode: "iam_user" });
  const synthesized = new Synthesized(stack);
  expect(synthesized.only("latchkey_rotated_secret_aws")).toMatchObject({ target: reference });
  expect(synthesized.only("latchkey_dynamic_secret_aws")).toMatchObject({ target: reference });
  expect(synthesized.before("latchkey_rotated_secret_aws.r")).toContain("latchkey_target_aws.t");
});

test("a construct above the resource may be given for it, and one that is managed elsewhere", () => {
  const stack = demoStack();
  const target = new Target(stack, "t", { name: "/t", credentials: Credentials.gatewayIdentity() });
  const elsewhere = Target.fromTargetName(stack, "e", "/e");
  new LatchkeyRotatedSecretAws(stack, "r", { name: "/r", target });
  new LatchkeyRotatedSecretAws(stack, "s", { name: "/s", target: elsewhere });
  const { r, s } = new Synthesized(stack).all("latchkey_rotated_secret_aws");
  expect(r?.target).toMatch(/^\$\{latchkey_target_aws\..*\.name\}$/);
  expect(s?.target).toBe("/e");
});

test("a path may be given as ever", () => {
  const stack = demoStack();
  new LatchkeyRotatedSecretAws(stack, "r", { name: "/r", target: "/t" });
  expect(new Synthesized(stack).only("latchkey_rotated_secret_aws")).toMatchObject({ target: "/t" });
});

test("an object of another stack is referred to across the stacks", () => {
  const app = Testing.app();
  const [one, two] = [new TerraformStack(app, "one"), new TerraformStack(app, "two")];
  const target = new LatchkeyTargetAws(one, "t", { name: "/t", useGatewayIdentity: true });
  new LatchkeyRotatedSecretAws(two, "r", { name: "/r", target });
  // As an app does for each of its stacks before it synthesises any.
  two.prepareStack();
  expect(new Synthesized(two).only("latchkey_rotated_secret_aws").target).toContain("terraform_remote_state");
});

test("an object of another type is refused, and both are named", () => {
  const stack = demoStack();
  const secret = new LatchkeyStaticSecret(stack, "s", { name: "/s" });
  const refused = refusalOf(() => new LatchkeyRotatedSecretAws(stack, "r", { name: "/r", target: secret }));
  expect(refused).toMatchObject({ code: "VALUE_NOT_ALLOWED" });
  expect(refused.message).toContain(
    "[demo/r] 'target' should be an object of type target, got [demo/s], which is of type static_secret",
  );
});
