import { join } from "node:path";
import { runProgram } from "../../../../src/cli/values/run-program.js";
import type { TakeSignals } from "../../../../src/cli/world.js";
import { file, temporaryFolder } from "../../../support/cli/temporary-folder.js";

const plain = file(temporaryFolder(), "plain", "no program", 0o644);

test.each([
  ["a name that is not there", join(plain, "..", "nowhere"), 127, "no such program"],
  ["what is no program", plain, 126, "EACCES"],
  ["a path that leads through a file", join(plain, "program"), 126, "ENOTDIR"],
  ["a name of any length", join("/", "x".repeat(5_000)), 126, "ENAMETOOLONG"],
  ["an empty name", "", 126, "cannot be empty"],
])("%s ends as in a shell, and signals end the command again", async (_name, program, code, seen) => {
  const given: string[] = [];
  const takeSignals: TakeSignals = (take) => {
    // Before the program is there, a signal has no program to go to.
    take("SIGTERM", false);
    given.push("taken");
    return () => void given.push("given back");
  };
  const end = await runProgram([program], process.env, takeSignals);
  expect(end).toMatchObject({ begun: false, code, fault: { code: "PROGRAM_NOT_STARTED" } });
  expect("fault" in end && end.fault.message).toContain(seen);
  expect(given).toEqual(["taken", "given back"]);
});
