import { changesIn, errorIn, foundNoChanges, progressIn } from "../../../../src/proof/deploy/cdktf-output.js";

test.each([
  [
    "quickstart  aws_iam_user.Access_User_138A70BB (Access/User/Resource): Creation complete after 0s [id=x]",
    "aws_iam_user Access/User created (0s)",
  ],
  [
    "            aws_iam_role.Admin (Admin): Destruction complete after 1m2s",
    "aws_iam_role Admin destroyed (1m2s)",
  ],
  [
    "q  latchkey_target_aws.T (A/Target/Resource): Modifications complete after 3s",
    "latchkey_target_aws A/Target changed (3s)",
  ],
  [
    "q  latchkey_seed_retirement.R (A/Retirement): Still creating... [id=x, 00m20s elapsed]",
    "latchkey_seed_retirement A/Retirement is creating … (00m20s)",
  ],
  ["terraform_data.x: Creation complete after 0s [id=1]", "terraform_data created (0s)"],
  ["quickstart  aws_iam_role.Admin (Admin): Creating...", undefined],
  ["Apply complete! Resources: 1 added, 0 changed, 0 destroyed.", undefined],
])("the progress in %j is %j", (line, progress) => {
  expect(progressIn(line)).toBe(progress);
});

test("counts what an apply and a destroy have changed", () => {
  expect(changesIn("x\n  Apply complete! Resources: 9 added, 2 changed, 1 destroyed.\n")).toEqual({
    added: 9,
    changed: 2,
    destroyed: 1,
  });
  expect(changesIn("Apply complete! Resources: 3 imported, 9 added, 2 changed, 1 destroyed.")).toMatchObject({
    added: 9,
  });
  expect(changesIn("Destroy complete! Resources: 9 destroyed.")).toEqual({
    added: 0,
    changed: 0,
    destroyed: 9,
  });
  expect(changesIn("Error: no")).toBeUndefined();
});

test("knows an apply that found nothing to do", () => {
  expect(foundNoChanges("q  No changes. Your infrastructure matches the configuration.")).toBe(true);
  expect(foundNoChanges("Plan: 1 to add")).toBe(false);
});

test("takes the error out of what cdktf prints, without its decoration", () => {
  const output = [
    "⠋  Processing",
    "quickstart  ╷",
    "            │ Error: Name taken",
    "            │   with latchkey_target_aws.T,",
    "0 Stacks deploying     0 Stacks done     1 Stack waiting",
    "            │ There is one already. [NAME_TAKEN]",
  ].join("\n");
  expect(errorIn(output)).toBe(
    "Error: Name taken\n  with latchkey_target_aws.T,\nThere is one already. [NAME_TAKEN]".replace(
      "  with",
      "with",
    ),
  );
});

test("takes the last lines where no error is marked", () => {
  expect(errorIn("one\n\ntwo\n")).toBe("one\ntwo");
});
