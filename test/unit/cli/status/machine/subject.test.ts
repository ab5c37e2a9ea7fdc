import { readStateFile } from "../../../../../src/cli/state/state-file.js";
import { machineKeySubjectsOf } from "../../../../../src/cli/status/machine/subject.js";
import { stateText } from "../../../../support/cli/terraform-state.js";

const USER = "arn:aws:iam::000000424242:user/ci";
const subjects = (...keys: readonly object[]) =>
  machineKeySubjectsOf(
    readStateFile(
      stateText(keys.map((attributes) => ({ type: "latchkey_machine_key", name: "it", attributes }))),
      "test",
    ),
  );

test("knows the terms of each key, and the defaults of one that was imported and not applied yet", () => {
  const imported = { secret_id: "ci/b", user_arn: USER, secret_store: null, grace_period_seconds: null };
  const whole = { secret_id: "ci/a", user_arn: USER, secret_store: "gateway", grace_period_seconds: 60 };
  const user = expect.objectContaining({ arn: USER });
  expect(subjects(imported, { ...whole, rotate_every_days: 30 })).toEqual([
    { secret: "/ci/a", store: "gateway", user, graceMs: 60_000, everyDays: 30, isOfResource: true },
    {
      ...{ secret: "ci/b", store: "aws_secrets_manager", user, graceMs: 604_800_000 },
      ...{ everyDays: null, isOfResource: true },
    },
  ]);
});
