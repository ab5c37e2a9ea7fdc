import { masked } from "../../domain/masked.js";
import type { Style } from "../io.js";
import type { Afterwards } from "./afterwards.js";
import type { KeyOutcome } from "./carry-out.js";
import { keptIn } from "./machine/kept.js";
import { indented, nameOf, planText } from "./plan-text.js";
import type { RetireReport } from "./report.js";

/** The report for a person. */
export function retireReportText(
  { dryRun, outcomes, afterwards }: RetireReport,
  now: Date,
  style: Style,
): string {
  const parts = outcomes.map((outcome) => outcomeText(outcome, now, style));
  if (outcomes.length === 0) parts.push("Nothing to do: the state holds no key that feeds a target.");
  if (dryRun) parts.push(style.bold("Nothing was changed: this was a dry run."));
  if (afterwards) parts.push(afterwardsText(afterwards, style));
  return parts.join("\n\n");
}

function outcomeText(outcome: KeyOutcome, now: Date, style: Style): string {
  switch (outcome.kind) {
    case "planned":
      return planText([outcome.verdict], now, style);
    case "retired": {
      const { workingKeyId, proof, unseen = [] } = outcome.result;
      const how = proof === "sts" ? "by use at STS" : "by a credential that it issued";
      const { target } = outcome.verdict.about;
      return `${style.green("✔")} ${style.bold(nameOf(outcome.verdict.about))}\n  retired: target ${target} works with ${masked(workingKeyId)}, proven ${how}${unseen.map((what) => `\n  ${style.yellow("not looked at:")} the gateway does not show ${what}`).join("")}`;
    }
    case "replaced":
      return replacedText(outcome, style);
    case "failed":
    case "interrupted": {
      const { summary, detail } = outcome.fault;
      return `${style.red("✘")} ${style.bold(nameOf(outcome.verdict.about))}\n  ${style.red(summary)}\n${indented(detail)}`;
    }
    case "not-begun":
      return `${style.bold(nameOf(outcome.verdict.about))}\n  not begun`;
    default:
      return planText([outcome], now, style);
  }
}

function replacedText(
  { verdict: { about }, result }: KeyOutcome & { kind: "replaced" },
  style: Style,
): string {
  const kept = keptIn(about, result);
  const working = result.keyId === null ? "another key" : masked(result.keyId);
  const readers = `readers of secret ${about.secret?.name} get ${working}, proven by use at STS`;
  const name = style.bold(nameOf(about));
  if (!kept) return `${style.green("✔")} ${name}\n  retired: ${readers}`;
  if (kept.until) {
    const until = `it goes on working until ${kept.until.toISOString()}, and is ended by the first apply or run after that`;
    return `${style.green("✔")} ${name}\n  replaced: ${readers}\n  ${style.yellow("in its grace:")} ${until}`;
  }
  return `${style.red("✘")} ${name}\n  replaced: ${readers}\n  ${style.red("not ended:")} ${kept.why}`;
}

function afterwardsText(
  { undeclare, outputs, removed, byHand, targets, machines }: Afterwards,
  style: Style,
): string {
  const lines: string[] = [];
  const say = (...more: string[]) => lines.push(...more);
  const shown = outputs.length > 0 ? `the outputs that show it: ${outputs.join(", ")}` : undefined;
  const dropped = [...undeclare, ...(shown ? [shown] : [])];
  if (undeclare.length + byHand.length > 0) {
    say(style.bold("Once it is gone, and before the next apply, which would make a new key:"));
    if (dropped.length > 0) say("", `Delete from the configuration: ${dropped.join(", ")}`);
  }
  for (const target of targets) {
    say(
      "",
      style.bold(`For ${target.address}`),
      indented(target.why),
      "",
      indented(target.hcl.trimEnd(), "    "),
    );
    say("", "  In CDKTF:", "", indented(target.cdktf.trimEnd(), "    "));
  }
  for (const { address, hcl, cdktf } of machines) {
    const instead =
      address === undefined ? "For Terraform to keep the key of the secret" : `Instead of ${address}`;
    say("", style.bold(instead), "", indented(hcl.trimEnd(), "    "));
    say("", "  In CDKTF:", "", indented(cdktf.trimEnd(), "    "));
  }
  if (removed) {
    say(
      "",
      style.bold("Add, so that Terraform forgets without destroying"),
      "  (addresses stand without the keys of count and for_each: a block is about all instances)",
      "",
      indented(removed.hcl.trimEnd(), "    "),
      "",
      "  In CDKTF, where it has to be the stack's only list of this name:",
      "",
      indented(removed.cdktf.trimEnd(), "    "),
      "",
      "  In JSON syntax:",
      "",
      indented(JSON.stringify({ removed: removed.json }), "    "),
    );
  }
  if (byHand.length > 0) {
    say(
      "",
      style.bold("Forget by hand"),
      "  (other instances of the same resource live, and a `removed` block would make Terraform forget them, too)",
      "",
      ...byHand.map(({ command }) => `    ${command}`),
      "",
      "  and take these instances out of count or for_each.",
    );
  }
  return lines.join("\n").trimStart();
}
