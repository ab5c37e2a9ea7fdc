import { masked } from "../../domain/masked.js";
import type { Fault } from "../../errors/fault.js";
import type { ForeseenStep } from "../../seed/index.js";
import { EXIT, type ExitCode } from "../exit-code.js";
import type { Afterwards } from "./afterwards.js";
import type { KeySubject, RetireCandidate } from "./candidate.js";
import type { KeyOutcome, Planned } from "./carry-out.js";
import { keptIn } from "./machine/kept.js";
import { replacementSteps } from "./machine/replacement-steps.js";

/** Everything that a run of the command has to say. */
export interface RetireReport {
  readonly dryRun: boolean;
  readonly outcomes: readonly KeyOutcome[];
  readonly afterwards: Afterwards | undefined;
}

/** 0: every key is retired, in its grace, planned or gone already. 1: one is not. 130: interrupted. */
export function exitCodeOfReport({ outcomes }: RetireReport): ExitCode {
  if (outcomes.some(({ kind }) => kind === "interrupted")) return EXIT.interrupted;
  return outcomes.some((outcome) => FAILED.includes(nameIn(outcome))) ? EXIT.failed : EXIT.ok;
}

/** The report for a script. Key ids are masked; nothing of it is secret. */
export function retireReportData(report: RetireReport) {
  const { dryRun, outcomes, afterwards } = report;
  return {
    dry_run: dryRun,
    exit_code: exitCodeOfReport(report),
    keys: outcomes.map(outcomeData),
    afterwards: afterwards
      ? {
          delete_from_configuration: afterwards.undeclare,
          outputs: afterwards.outputs,
          removed: afterwards.removed ?? null,
          by_hand: afterwards.byHand,
          targets: afterwards.targets,
          machine_keys: afterwards.machines.map(({ address = null, ...edit }) => ({ address, ...edit })),
        }
      : null,
  };
}

const NAMES = {
  planned: "planned",
  retired: "retired",
  replaced: "retired",
  nothing: "nothing_to_do",
  unrelated: "left_alone",
  refused: "refused",
  failed: "failed",
  interrupted: "interrupted",
  "not-begun": "not_begun",
} as const satisfies Record<KeyOutcome["kind"], string>;

type OutcomeName = (typeof NAMES)[keyof typeof NAMES] | "in_grace" | "still_used";

const FAILED: readonly OutcomeName[] = ["refused", "failed", "not_begun", "still_used"];

function nameIn(outcome: KeyOutcome): OutcomeName {
  const kept = outcome.kind === "replaced" ? keptIn(outcome.verdict.about, outcome.result) : undefined;
  if (kept) return kept.until ? "in_grace" : "still_used";
  return NAMES[outcome.kind];
}

function outcomeData(outcome: KeyOutcome) {
  const verdict = "verdict" in outcome ? outcome.verdict : undefined;
  const about: KeySubject = verdict?.about ?? ("about" in outcome ? outcome.about : {});
  const result = outcome.kind === "retired" ? outcome.result : undefined;
  const retirement = verdict?.kind === "retire" ? verdict : undefined;
  const replaced = outcome.kind === "replaced" ? outcome.result : undefined;
  const kept = replaced && keptIn(about, replaced);
  const workingKeyId = result?.workingKeyId ?? replaced?.keyId;
  return {
    key: about.keyId === undefined ? null : masked(about.keyId),
    user: about.user?.arn ?? about.userName ?? null,
    target: about.target ?? null,
    secret: about.secret?.arn ?? null,
    address: about.keyResource?.address.text ?? null,
    outcome: nameIn(outcome),
    why: outcome.kind === "nothing" ? outcome.why : (kept?.why ?? null),
    now: verdict ? stateData(verdict) : null,
    not_shown: result?.unseen ?? retirement?.foresight.unseen ?? [],
    steps: verdict ? stepsData(verdict) : [],
    working_key: workingKeyId ? masked(workingKeyId) : null,
    grace_until: kept?.until?.toISOString() ?? null,
    proof: result?.proof ?? (replaced ? "sts" : null),
    error: "fault" in outcome ? errorData(outcome.fault) : null,
  };
}

function stepsData(verdict: Planned): readonly object[] {
  if (verdict.kind === "replace") return replacementSteps(verdict);
  return verdict.foresight.steps.map((step) => stepData(step, verdict.about));
}

function stateData(verdict: Planned) {
  const { lastUsed } = verdict;
  const { key, held } = verdict.kind === "retire" ? verdict.foresight : { key: verdict.key, held: undefined };
  return {
    status: key?.status ?? null,
    created_at: key?.createdAt.toISOString() ?? null,
    last_used: lastUsed?.toISOString() ?? null,
    held_by_gateway: held ?? null,
  };
}

function stepData(step: ForeseenStep, { rotator, keyId, proofProducer }: RetireCandidate) {
  const key = keyId === undefined ? null : masked(keyId);
  switch (step.do) {
    case "rotate":
      return { do: "rotate", rotator };
    case "prove":
      return {
        do: "prove",
        key: step.keyId === undefined ? null : masked(step.keyId),
        by: step.by,
        ...(step.by === "dynamic_credential" && { proof_producer: proofProducer }),
      };
    case "quiet":
      return { do: "wait", seconds: step.seconds };
    case "activateSeed":
      return { do: "activate", key };
    case "deactivateSeed":
      return { do: "deactivate", key };
    case "deleteSeed":
      return { do: "delete", key };
  }
}

function errorData(fault: Fault) {
  return { code: fault.code, summary: fault.summary, detail: fault.detail };
}
