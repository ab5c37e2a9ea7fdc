import { LatchkeyProvider, LatchkeyTargetAws } from "../../../src/index.js";
import { demoStack, Synthesized } from "../../support/constructs/synthesized.js";

test("what the guide to retiring tells a CDKTF stack becomes the blocks that it tells a configuration in HCL", () => {
  const stack = demoStack();
  new LatchkeyProvider(stack, "latchkey");
  stack.addOverride("removed", [
    { from: "aws_iam_access_key.seed", lifecycle: { destroy: false } },
    { from: "latchkey_target_aws.aws", lifecycle: { destroy: false } },
  ]);
  new LatchkeyTargetAws(stack, "aws_seeded", {
    name: "/prod/aws",
    seedUserArn: "arn:aws:iam::000000424242:user/legacy/gateway",
  }).importFrom("/prod/aws,arn:aws:iam::000000424242:user/legacy/gateway");

  const { removed, import: imported } = JSON.parse(new Synthesized(stack).text);
  expect(removed).toEqual([
    { from: "aws_iam_access_key.seed", lifecycle: { destroy: false } },
    { from: "latchkey_target_aws.aws", lifecycle: { destroy: false } },
  ]);
  expect(imported).toEqual([
    {
      to: "latchkey_target_aws.aws_seeded",
      id: "/prod/aws,arn:aws:iam::000000424242:user/legacy/gateway",
    },
  ]);
});
