import { isEmptyPlan } from "../../support/acceptance/empty-plan.js";

const line = (type: string) => `{"@level":"info","type":"${type}"}\n`;
const HEAD = line("version") + line("refresh_start") + line("refresh_complete");

test("a plan is empty that has come to its end without news", () => {
  expect(isEmptyPlan(`Warning: not JSON\n${HEAD}${line("change_summary")}`)).toBe(true);
});

test.each([
  ["changes something", HEAD + line("planned_change") + line("change_summary")],
  ["has found a difference", HEAD + line("resource_drift") + line("change_summary")],
  ["has not come to its end", HEAD],
  ["says nothing", ""],
])("a plan is not taken for empty that %s", (_, printed) => {
  expect(isEmptyPlan(printed)).toBe(false);
});
