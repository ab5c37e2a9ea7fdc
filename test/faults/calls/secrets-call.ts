import type { Actor, Call } from "./call.js";

/** What the value of a header says that a request is for Secrets Manager. */
const TARGET = /^secretsmanager\.(\w+)$/;
/** The labels in which a run keeps its journal. */
const JOURNAL = /^latchkey:(by|user|work|before|asked|minted|ours):/;
const KEY = /^latchkey:((?:AKIA|ASIA)[A-Z0-9]+)$/;

/** The action that a request asks Secrets Manager for; undefined for a request of another service. */
export function secretsAction(target: unknown): string | undefined {
  return typeof target === "string" ? TARGET.exec(target)?.[1] : undefined;
}

/** Reads a call of Secrets Manager: of a write, what it is about is told by its labels. */
export function secretsCall(operation: string, body: string, actor: Actor, signedBy: string): Call {
  const { VersionStages = [], VersionStage, MoveToVersionId } = fieldsIn(body);
  const labels = VersionStage === undefined ? VersionStages : [VersionStage];
  const subject = subjectOf(labels);
  const isOff = VersionStage !== undefined && MoveToVersionId === undefined;
  return {
    actor,
    system: "secretsmanager",
    operation,
    subject: isOff ? `${subject}-off` : subject,
    userName: "",
    keyId: labels.flatMap((label) => KEY.exec(label)?.[1] ?? [])[0] ?? "",
    signedBy,
  };
}

/** `key` for a version that holds one, `journal` for an entry, else the label itself without what varies. */
function subjectOf(labels: readonly string[]): string {
  if (labels.some((label) => KEY.test(label))) return "key";
  if (labels.some((label) => JOURNAL.test(label))) return "journal";
  return labels[0]?.split(":").slice(0, 2).join("-") ?? "";
}

interface Fields {
  readonly VersionStages?: readonly string[];
  readonly VersionStage?: string;
  readonly MoveToVersionId?: string;
}

function fieldsIn(body: string): Fields {
  try {
    return JSON.parse(body) as Fields;
  } catch {
    return {};
  }
}
