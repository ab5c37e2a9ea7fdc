import { statusOptions } from "../../../../src/cli/status/options.js";

const USER = "arn:aws:iam::000000424242:user/gw";

test("takes a target with its user and rotator, in the gateway's one spelling", () => {
  expect(statusOptions({ target: "prod/aws", user: USER, rotator: "/r" })).toEqual({
    source: undefined,
    told: { target: "/prod/aws", user: expect.objectContaining({ name: "gw" }), rotator: "/r" },
    mermaid: false,
  });
});

test("takes a state, and a target in it", () => {
  expect(statusOptions({ state: "-", target: "/t", mermaid: true })).toEqual({
    source: { kind: "file", path: "-" },
    told: { target: "/t", user: undefined, rotator: undefined },
    mermaid: true,
  });
});

test.each([
  ["nothing at all", {}, "nothing says which target is meant"],
  ["a user without a target", { state: "s", user: USER }, "--user is given, and no --target"],
  ["a rotator without a target", { state: "s", rotator: "/r" }, "--rotator is given, and no --target"],
  ["two states", { state: "s", terraform: "t" }, "--state and --terraform both name a state"],
  ["a malformed target", { target: "/a//b" }, '--target should not contain "//"'],
  ["a malformed user", { target: "/t", user: "gw" }, "--user should be the ARN of an IAM user"],
])("fails on %s", (_what, flags, seen) => {
  expect(() => statusOptions(flags)).toThrow(seen);
});
