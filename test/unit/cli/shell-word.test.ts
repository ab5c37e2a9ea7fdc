import { execFileSync } from "node:child_process";
import { shellWord } from "../../../src/cli/shell-word.js";

test("leaves a plain path as it is", () => {
  expect(shellWord("/prod/aws-rotator")).toBe("/prod/aws-rotator");
});

test.each(["/my path/aws", "/it's/aws", "$(date)", "", "a\\b", "~"])(
  "a shell reads %j as one word again",
  (text) => {
    expect(execFileSync("sh", ["-c", `printf %s ${shellWord(text)}`], { encoding: "utf8" })).toBe(text);
  },
);
