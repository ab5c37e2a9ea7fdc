import { type RetireFlags, retireOptions } from "../../../../src/cli/retire/options.js";
import { Fault } from "../../../../src/errors/fault.js";

const ARN = "arn:aws:iam::123456789012:user/gw";
const told = { target: "/t", user: ARN, rotator: "/r" };

test.each<[RetireFlags, object]>([
  [{ state: "x.tfstate" }, { kind: "file", path: "x.tfstate" }],
  [{ terraform: "infra" }, { kind: "terraform", folder: "infra" }],
  [
    { workspace: "acme/network", hostname: "tfe.acme.example" },
    { kind: "workspace", organization: "acme", name: "network", hostname: "tfe.acme.example" },
  ],
])("%j names a state", (flags, source) => {
  expect(retireOptions(flags)).toMatchObject({ source, dryRun: false });
});

test("takes paths with and without their slash, and ids and seconds as they are", () => {
  const flags = { ...told, target: "t", proofProducer: "p", key: "AKIASEEDSEEDSEEDSEED" };
  expect(retireOptions({ ...flags, quietPeriodSeconds: 0, despite: ["a.b"], dryRun: true })).toEqual({
    source: undefined,
    dryRun: true,
    told: {
      target: "/t",
      rotator: "/r",
      user: expect.objectContaining({ arn: ARN, name: "gw" }),
      proofProducer: "/p",
      keyId: "AKIASEEDSEEDSEEDSEED",
      quietSeconds: 0,
      despite: ["a.b"],
    },
  });
});

describe("fails as misuse when", () => {
  test.each<[string, RetireFlags, RegExp]>([
    ["nothing is named", {}, /nothing says what is to be retired/],
    ["the rotator is missing", { target: "/t", user: ARN }, /nothing says what is to be retired/],
    ["two states are named", { state: "x", terraform: "y" }, /--state and --terraform both name a state/],
    ["a workspace is half", { workspace: "acme" }, /should be ORGANIZATION\/NAME, got "acme"/],
    ["a workspace is too much", { workspace: "a/b/c" }, /should be ORGANIZATION\/NAME/],
    ["a host has no workspace", { ...told, hostname: "x" }, /--hostname is given, and no --workspace/],
    ["a path is none", { ...told, target: "/a//b" }, /--target should not contain "\/\/"/],
    ["a user is no ARN", { ...told, user: "gw" }, /--user should be the ARN of an IAM user, got "gw"/],
    ["a key is something else", { ...told, key: "not/a+key" }, /should be the id of an access key/],
  ])("%s", (_when, flags, seen) => {
    try {
      retireOptions(flags);
    } catch (error) {
      expect(Fault.is(error, "COMMAND_MISUSED")).toBe(true);
      expect((error as Fault).details.seen).toMatch(seen);
      expect((error as Fault).detail).not.toContain("not/a+key");
      return;
    }
    throw new Error("it was taken");
  });
});
