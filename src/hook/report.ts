import { masked } from "../domain/masked.js";
import type { TargetRetirement } from "./retirement.js";
import type { Tag, TaskOutcome, TaskStatus } from "./task-result.js";

/** How a run task ended as a whole. */
export interface RunTaskReport {
  readonly status: Exclude<TaskStatus, "running">;
  /** One line. */
  readonly message: string;
  readonly outcomes: readonly TaskOutcome[];
}

/** The report of a run whose targets came to these ends. */
export function runTaskReport(retirements: readonly TargetRetirement[]): RunTaskReport {
  const failed = retirements.filter(({ kind }) => kind === "failed");
  const [only, ...more] = retirements;
  const message =
    only && more.length === 0
      ? lineOf(only)
      : `${retirements.length} targets: ${counted(retirements)}${failed[0] ? `. ${lineOf(failed[0])}` : ""}`;
  return {
    status: failed.length === 0 ? "passed" : "failed",
    message,
    outcomes: retirements.map(outcomeOf),
  };
}

/** One line about one target. */
export function lineOf(retirement: TargetRetirement): string {
  const path = retirement.target.subject.target;
  switch (retirement.kind) {
    case "retired":
      return `The seed ${masked(retirement.seedKeyId)} of ${path} is retired`;
    case "none":
      return `No seed is left at ${path}: ${retirement.why}`;
    case "cleaned":
      return `Deleted what a failed run had left of ${path}: ${retirement.keyIds.map(masked).join(", ")}`;
    case "failed": {
      const { summary, details, code } = retirement.fault;
      return `The seed of ${path} is not retired: ${summary} (${details.seen}). ${details.state} [${code}]`;
    }
  }
}

const WORDS: { readonly [K in TargetRetirement["kind"]]: string } = {
  retired: "retired",
  none: "without a seed",
  cleaned: "cleaned up",
  failed: "not retired",
};

const TAGS: { readonly [K in TargetRetirement["kind"]]: { readonly status: Tag; readonly severity: Tag } } = {
  retired: { status: { label: "Retired", level: "info" }, severity: { label: "None", level: "none" } },
  none: { status: { label: "No seed left", level: "info" }, severity: { label: "None", level: "none" } },
  cleaned: { status: { label: "Cleaned up", level: "info" }, severity: { label: "None", level: "none" } },
  failed: { status: { label: "Not retired", level: "error" }, severity: { label: "High", level: "error" } },
};

function counted(retirements: readonly TargetRetirement[]): string {
  return (Object.keys(WORDS) as TargetRetirement["kind"][])
    .map((kind) => ({ kind, count: retirements.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${WORDS[kind]}`)
    .join(", ");
}

function outcomeOf(retirement: TargetRetirement): TaskOutcome {
  return {
    id: retirement.target.subject.target,
    description: lineOf(retirement),
    body: markdownOf(retirement),
    ...TAGS[retirement.kind],
  };
}

function markdownOf(retirement: TargetRetirement): string {
  const { target, story } = retirement;
  const rows: [string, string][] = [
    ["Target", target.subject.target],
    ["IAM user", target.subject.user.arn],
    ["Rotator", target.rotator],
  ];
  if (retirement.kind === "retired") {
    rows.push(["Seed key", `${masked(retirement.seedKeyId)}, deleted`]);
    rows.push(["Working key", `${masked(retirement.workingKeyId)}, proven by ${PROOFS[retirement.proof]}`]);
  }
  const table = ["| | |", "|---|---|", ...rows.map(([name, value]) => `| ${name} | ${code(value)} |`)];
  const parts = [`### ${plain(lineOf(retirement))}`, table.join("\n")];
  if (retirement.kind === "failed") parts.push(`**What to do**\n\n${fenced(retirement.fault.detail)}`);
  if (story.length > 0) {
    const steps = story.map(({ at, message }) => `1. ${code(at.toISOString())} ${plain(message)}`);
    parts.push(`**Step by step**\n\n${steps.join("\n")}`);
  }
  return parts.join("\n\n");
}

const PROOFS = { sts: "identity calls with it", dynamic_credential: "a credential issued with it" } as const;

/** What other systems said must not become markup. */
function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>|#]/g, "\\$&");
}

function code(text: string): string {
  return `\`${oneLine(text).replace(/[`|]/g, "'")}\``;
}

function fenced(text: string): string {
  return `\`\`\`text\n${text.replaceAll("```", "'''")}\n\`\`\``;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
