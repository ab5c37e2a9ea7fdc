import { inspect } from "node:util";
import { Fault } from "../../../../src/errors/fault.js";
import { crashReport } from "../../../../src/protocol/host/crash-report.js";

test("begins with the word from which Terraform recognises a crash, and shows where it was", () => {
  expect(crashReport(new TypeError("x"))).toMatch(
    /^panic: TypeError \(message withheld\)\n\n {4}at .*crash-report/,
  );
});

test.each([
  ["a message", () => new Error("the password is hunter2")],
  ["a message of several lines", () => new Error("one\n    at hunter2\nthree")],
  ["a message that looks like code", () => new Error("$& hunter2 $1")],
  ["a name", () => Object.assign(new Error("x"), { name: "hunter2 hunter2" })],
  ["a code", () => Object.assign(new Error("x"), { code: "the hunter2" })],
  ["a cause", () => new Error("x", { cause: new Error("hunter2") })],
  ["properties", () => Object.assign(new Error("x"), { config: { password: "hunter2" } })],
  ["something thrown that is no error", () => "hunter2"],
])("withholds %s", (_case, make) => {
  expect(crashReport(make())).not.toContain("hunter2");
});

test("shows a fault's message, which is written for people, but not its cause", () => {
  const fault = new Fault("PROVIDER_DEFECT", {
    doing: "testing",
    seen: "a crash",
    state: "Nothing was changed.",
    cause: new Error("hunter2"),
  });

  expect(crashReport(fault)).toContain("panic: Unexpected failure in the provider. Testing: a crash.");
  expect(crashReport(fault)).not.toContain("hunter2");
  expect(inspect(crashReport(fault))).not.toContain("hunter2");
});
