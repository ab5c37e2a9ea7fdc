import { masked } from "../../domain/masked.js";
import { describeKey, type ForeseenStep } from "../../seed/index.js";
import type { Style } from "../io.js";
import type { KeySubject, RetireCandidate } from "./candidate.js";
import { type ReplacementStep, replacementSteps } from "./machine/replacement-steps.js";
import type { PlannedReplacement } from "./machine/verdict.js";
import type { PlannedRetirement, RetireVerdict } from "./verdict.js";

/** What would be done to which key, for a person. */
export function planText(verdicts: readonly RetireVerdict[], now: Date, style: Style): string {
  return verdicts.map((verdict) => verdictText(verdict, now, style)).join("\n\n");
}

/** What stands for a key in a line: `AKIA…7Q2F of gw, target /prod/aws (aws_iam_access_key.seed)`. */
export function nameOf({ keyId, userName, target, secret, keyResource, targetResource }: KeySubject): string {
  const key = keyId === undefined ? "the seed" : masked(keyId);
  const user = userName === undefined ? "" : ` of ${userName}`;
  const address = (keyResource ?? targetResource)?.address.text;
  const place = target === undefined ? secret && `, secret ${secret.name}` : `, target ${target}`;
  return `${key}${user}${place ?? ""}${address ? ` (${address})` : ""}`;
}

function verdictText(verdict: RetireVerdict, now: Date, style: Style): string {
  switch (verdict.kind) {
    case "retire":
      return retirementText(verdict, now, style);
    case "replace":
      return replacementText(verdict, now, style);
    case "nothing":
      return `${style.bold(nameOf(verdict.about))}\n  nothing to do: ${verdict.why}`;
    case "unrelated":
      return `${style.bold(nameOf(verdict.about))}\n  left alone: ${verdict.hint ?? "it feeds no target of this state"}`;
    case "refused": {
      const { summary, detail } = verdict.fault;
      return `${style.bold(nameOf(verdict.about))}\n  ${style.red(`refused: ${summary}`)}\n${indented(detail)}`;
    }
  }
}

function replacementText({ about, lastUsed, ...verdict }: PlannedReplacement, now: Date, style: Style) {
  const readers = verdict.isReplaced
    ? "readers of the secret get another key"
    : "readers of the secret get it";
  const { key } = verdict;
  const state = key ? `${describeKey(key, lastUsed, now)}; ` : "it is gone; ";
  const rows = replacementSteps(verdict).map((step) => replacementRow(step, about));
  return [style.bold(nameOf(about)), `  ${state}${readers}`, "", ...tableOf(rows, style)].join("\n");
}

function replacementRow(
  step: ReplacementStep,
  { keyId, user, secret, secretId }: PlannedReplacement["about"],
): Row {
  const name = secret?.name ?? secretId;
  switch (step.do) {
    case "create":
      return ["create", `a key of ${user.name}`, "in this process alone"];
    case "write":
      return ["write", name, "as a version that no reader gets yet"];
    case "prove":
      return ["prove", "the new key", "by use at STS"];
    case "promote":
      return ["promote", name, "readers get the new key"];
    case "grace":
      return ["grace", masked(keyId), `it goes on working for ${step.seconds} s`];
    case "deactivate":
      return ["deactivate", masked(keyId), "unless it was used within the last day"];
    case "wait":
      return ["wait", `${step.seconds} s`, "with the key turned off"];
    case "delete":
      return ["delete", masked(keyId), "for good"];
    case "clear":
      return ["clear", name, "labels that tell of the key, which is gone"];
  }
}

function retirementText({ about, foresight, lastUsed }: PlannedRetirement, now: Date, style: Style): string {
  const { key, held, steps, unseen } = foresight;
  const works = held === undefined ? "" : `; the gateway works with ${held ? "it" : "another key"}`;
  const state = key ? `${describeKey(key, lastUsed, now)}${works}` : "";
  const rows = steps.map((step) => stepRow(step, about));
  return [
    style.bold(nameOf(about)),
    `  ${state}`,
    ...unseen.map((what) => `  ${style.yellow("not looked at:")} the gateway does not show ${what}`),
    "",
    ...tableOf(rows, style),
  ].join("\n");
}

type Row = readonly [string, string, string];

function tableOf(rows: readonly Row[], style: Style): readonly string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 6));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd();
  return [style.dim(line(["STEP", "ON", "HOW"])), ...rows.map(line)];
}

function stepRow(step: ForeseenStep, { keyId, rotator, proofProducer }: RetireCandidate): Row {
  const key = keyId === undefined ? "the seed" : masked(keyId);
  switch (step.do) {
    case "rotate":
      return ["rotate", rotator, "the gateway makes a key of its own"];
    case "prove": {
      const proven = step.keyId === undefined ? "the gateway's new key" : masked(step.keyId);
      return [
        "prove",
        proven,
        step.by === "sts" ? "by use at STS" : `by a credential that ${proofProducer} issues`,
      ];
    }
    case "activateSeed":
      return ["activate", key, "the gateway needs it to rotate"];
    case "deactivateSeed":
      return ["deactivate", key, "can be undone"];
    case "quiet":
      return ["wait", `${step.seconds} s`, "with the key turned off"];
    case "deleteSeed":
      return ["delete", key, "for good"];
  }
}

/** Text that belongs to what stands above it. */
export function indented(text: string, by = "  "): string {
  return text.replace(/^(?=.)/gm, by);
}
