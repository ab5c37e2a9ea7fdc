import { Fault } from "../../../src/errors/fault.js";
import { lineOf, runTaskReport } from "../../../src/hook/report.js";
import type { TargetRetirement } from "../../../src/hook/retirement.js";
import { targetsFrom } from "../../../src/hook/target.js";
import { taskResult } from "../../../src/hook/task-result.js";

const [target, other] = targetsFrom(
  {
    targets: ["/prod/aws", "/prod/other"].map((path) => ({
      target: path,
      rotator: "/prod/rotator",
      seed_user_arn: "arn:aws:iam::123456789012:user/gw",
    })),
  },
  "targets.json",
);
if (!target || !other) throw new Error("there are two targets");

const story = [{ at: new Date("2026-03-01T10:00:00Z"), message: "deactivating seed key AKIA…SEED" }];
const retired: TargetRetirement = {
  target,
  story,
  kind: "retired",
  seedKeyId: "AKIASEEDSEEDSEEDSEED",
  workingKeyId: "AKIAWORKWORKWORKWORK",
  proof: "sts",
};
const failed: TargetRetirement = {
  target: other,
  story: [],
  kind: "failed",
  fault: new Fault("SEED_ROTATION_UNSEEN", {
    doing: "retiring seed key AKIA…SEED",
    seen: "its rotator says: **no** | <b>`x`</b>\n```\n# not a heading",
    state: "Nothing was deleted.",
  }),
};

test("a retired seed is told in one line, in a table and step by step; key ids are masked", () => {
  const { status, message, outcomes } = runTaskReport([retired]);
  expect({ status, message }).toEqual({
    status: "passed",
    message: "The seed AKIA…SEED of /prod/aws is retired",
  });
  expect(outcomes).toEqual([
    {
      id: "/prod/aws",
      description: message,
      body: [
        "### The seed AKIA…SEED of /prod/aws is retired",
        "",
        "| | |",
        "|---|---|",
        "| Target | `/prod/aws` |",
        "| IAM user | `arn:aws:iam::123456789012:user/gw` |",
        "| Rotator | `/prod/rotator` |",
        "| Seed key | `AKIA…SEED, deleted` |",
        "| Working key | `AKIA…WORK, proven by identity calls with it` |",
        "",
        "**Step by step**",
        "",
        "1. `2026-03-01T10:00:00.000Z` deactivating seed key AKIA…SEED",
      ].join("\n"),
      status: { label: "Retired", level: "info" },
      severity: { label: "None", level: "none" },
    },
  ]);
});

test("a failure is the run task's failure, with what was seen, what state things are in and what to do", () => {
  const { status, message, outcomes } = runTaskReport([failed]);
  expect(status).toBe("failed");
  expect(message).toMatch(
    /^The seed of \/prod\/other is not retired: .*Nothing was deleted\. \[SEED_ROTATION_UNSEEN\]$/s,
  );
  expect(outcomes[0]).toMatchObject({
    status: { label: "Not retired", level: "error" },
    severity: { label: "High", level: "error" },
    body: expect.stringContaining("**What to do**"),
  });
});

test("what other systems said does not become markup", () => {
  const body = runTaskReport([failed]).outcomes[0]?.body ?? "";
  const [heading, , ...rest] = body.split("\n");
  expect(heading).toContain("\\*\\*no\\*\\* \\| \\<b\\>\\`x\\`\\</b\\>");
  // One fence opens and one closes: the one that was smuggled in is none.
  expect(rest.filter((line) => line.startsWith("```"))).toEqual(["```text", "```"]);
});

test("several targets are counted, and the first failure is told", () => {
  const none: TargetRetirement = { target: other, story: [], kind: "none", why: "it is gone" };
  expect(runTaskReport([retired, none]).message).toBe("2 targets: 1 retired, 1 without a seed");
  expect(runTaskReport([retired, failed])).toMatchObject({
    status: "failed",
    message: expect.stringMatching(/^2 targets: 1 retired, 1 not retired\. The seed of \/prod\/other is not/),
  });
  expect(runTaskReport([retired, failed]).outcomes.map(({ id }) => id)).toEqual(["/prod/aws", "/prod/other"]);
});

test("what was cleaned up after a failed run is named", () => {
  const cleaned: TargetRetirement = { target, story, kind: "cleaned", keyIds: ["AKIASEEDSEEDSEEDSEED"] };
  expect(lineOf(cleaned)).toBe("Deleted what a failed run had left of /prod/aws: AKIA…SEED");
});

test("goes out as the documented body, within its limits, and without outcomes where there are none", () => {
  expect(taskResult("running", "Waiting")).toEqual({
    data: { type: "task-results", attributes: { status: "running", message: "Waiting" } },
  });
  const { outcomes } = runTaskReport([{ ...retired, story: Array(5_000).fill(story[0]) }]);
  const result = taskResult("passed", `${"x".repeat(5_000)} denied`, outcomes);
  expect(result.data.attributes.message).toMatch(/^x.*….*x denied$/);
  expect(result.data.attributes.message).toHaveLength(1_000);
  expect(result.data.relationships?.outcomes.data).toEqual([
    {
      type: "task-result-outcomes",
      attributes: {
        "outcome-id": "/prod/aws",
        description: expect.any(String),
        body: expect.stringMatching(/…$/),
        tags: {
          Status: [{ label: "Retired", level: "info" }],
          Severity: [{ label: "None", level: "none" }],
        },
      },
    },
  ]);
  expect(JSON.stringify(result).length).toBeLessThan(200_000);
});
