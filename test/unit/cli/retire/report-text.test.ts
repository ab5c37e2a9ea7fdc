import { machineHost } from "../../../../src/cli/io.js";
import { afterwardsOf } from "../../../../src/cli/retire/afterwards.js";
import type { KeyOutcome } from "../../../../src/cli/retire/carry-out.js";
import { retireReportText } from "../../../../src/cli/retire/report-text.js";
import { stackOf } from "../../../../src/cli/state/stack.js";
import { readStateFile } from "../../../../src/cli/state/state-file.js";
import { accessKey, stateText } from "../../../support/cli/terraform-state.js";

const { style } = machineHost(process);

test("shows a person what is gone, what was left alone, and how each of both is to be written", () => {
  const instances = ["a", "b"].map((key) => ({
    key,
    attributes: accessKey(`AKIASEEDSEEDSEEDSE${key}`, "gw"),
  }));
  const text = stateText([{ type: "aws_iam_access_key", name: "seed", instances }], {
    seed_id: "AKIASEEDSEEDSEEDSEa",
  });
  const stack = stackOf(readStateFile(text, "here"));
  const [gone, alive] = stack.keys;
  const outcomes: KeyOutcome[] = [
    {
      kind: "nothing",
      about: { keyId: gone?.keyId, keyResource: gone },
      why: "key AKIA…DSEa is gone already",
    },
    { kind: "unrelated", about: { keyId: alive?.keyId, keyResource: alive } },
  ];
  const report = { dryRun: false, outcomes, afterwards: afterwardsOf(outcomes, stack) };
  expect(retireReportText(report, new Date(0), style)).toBe(`\
AKIA…DSEa (aws_iam_access_key.seed["a"])
  nothing to do: key AKIA…DSEa is gone already

AKIA…DSEb (aws_iam_access_key.seed["b"])
  left alone: it feeds no target of this state

Once it is gone, and before the next apply, which would make a new key:

Delete from the configuration: the outputs that show it: seed_id

Forget by hand
  (other instances of the same resource live, and a \`removed\` block would make Terraform forget them, too)

    terraform state rm 'aws_iam_access_key.seed["a"]'

  and take these instances out of count or for_each.`);
});
