import { BootstrapUser, Credentials, Rotator, Target } from "../../../src/index.js";
import { retireSeedKeyTable } from "../../../src/schema/index.js";
import { demoStack, Synthesized } from "../../support/constructs/synthesized.js";

test("an action for Terraform 1.14 is written by an override, with references as they are", () => {
  const stack = demoStack();
  const user = new BootstrapUser(stack, "User");
  const target = new Target(stack, "Aws", { name: "/prod/aws", credentials: Credentials.seededBy(user) });
  const rotator = new Rotator(stack, "Rotator", { name: "/prod/rotator", target });

  stack.addOverride("action.latchkey_retire_seed_key.seed.config", {
    target: target.targetName,
    rotator: rotator.rotatorName,
    seed_user_arn: user.userArn,
    seed_key_id: target.seed?.keyId,
  });

  const { text } = new Synthesized(stack);
  const { config } = JSON.parse(text).action.latchkey_retire_seed_key.seed;
  const required = Object.entries(retireSeedKeyTable.attributes)
    .filter(([, { mode }]) => mode === "required")
    .map(([name]) => name);
  expect(Object.keys(config).sort()).toEqual(required.sort());
  expect(config).toMatchObject({
    target: expect.stringMatching(/^\$\{latchkey_target_aws\.\w+\.name\}$/),
    rotator: expect.stringMatching(/^\$\{latchkey_rotated_secret_aws\.\w+\.name\}$/),
    seed_user_arn: expect.stringMatching(/^\$\{aws_iam_user\.\w+\.arn\}$/),
    seed_key_id: expect.stringMatching(/^\$\{latchkey_target_aws\.\w+\.seed_key_id\}$/),
  });
});
