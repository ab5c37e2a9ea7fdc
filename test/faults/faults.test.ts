import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freshProvider } from "../support/acceptance/fresh-build.js";
import { describeIf, terraformMissing } from "../support/acceptance/requirements.js";
import { QUICK } from "./cells/quick.js";
import type { CellResult } from "./report/result.js";

/** A minute on an idle machine with two cores. */
const LONGEST_MS = 900_000;

interface Report {
  readonly total: string;
  readonly cells: readonly CellResult[];
}

describeIf(terraformMissing())("I1 to I8 hold, with the real Terraform and a fault, in", () => {
  let report: Report;

  beforeAll(async () => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", join(__dirname, "main.ts"), "--quick", "--json", "--provider", freshProvider()],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    await once(child, "close");
    report = JSON.parse(output) as Report;
  }, LONGEST_MS);

  test.each([...QUICK, "create/without-a-fault"])("%s", (id) => {
    const cell = report.cells.find((one) => one.id === id);
    expect({ cell: id, breaches: cell?.breaches }).toEqual({ cell: id, breaches: [] });
  });
});
