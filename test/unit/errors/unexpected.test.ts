import { mkdirSync } from "node:fs";
import { framesOf, kindOfError, unexpectedText } from "../../../src/errors/unexpected.js";

test("names the kind of an error by its class and by its code, if that is a plain word", () => {
  expect(kindOfError(Object.assign(new Error("x"), { code: "ECONNREFUSED" }))).toBe("Error ECONNREFUSED");
  expect(kindOfError(new RangeError("x"))).toBe("RangeError");
  expect(kindOfError(null)).toBe("thrown null");
  expect(kindOfError(3)).toBe("thrown number");
  expect(framesOf(Object.assign(new Error("x"), { stack: undefined }))).toBe("    (no stack)");
});

test.each([
  ["a message", () => new Error("the password is hunter2")],
  ["a message that looks like a place in the source", () => new Error("one\n    at hunter2\nthree")],
  ["a message that was changed", () => Object.assign(new Error("a\n    at hunter2"), { message: "b" })],
  ["a cause", () => new Error("x", { cause: new Error("hunter2") })],
  ["something thrown that is no error", () => "hunter2"],
])("withholds %s", (_case, make) => {
  expect(unexpectedText(make())).not.toContain("hunter2");
});

test("shows where a mistake was made", () => {
  expect(unexpectedText(new TypeError("x"))).toMatch(/^TypeError \(message withheld\)\n {4}at .*unexpected/);
});

test("names the file with which the system had trouble", () => {
  try {
    mkdirSync("/dev/null/folder");
  } catch (error) {
    expect(unexpectedText(error)).toMatch(/^Error ENOTDIR: mkdir "\/dev\/null\/folder" /);
  }
  expect.assertions(1);
});
