import type { AwsSecret } from "../../aws/index.js";
import { masked } from "../../domain/masked.js";
import type { KeyVersion, UseOfKey } from "../../machine/index.js";
import type { AccessKey } from "../../seed/index.js";
import type { MachineKeyFacts } from "./machine/facts.js";
import { machineKeyRows } from "./machine/rows.js";
import { distance, utc } from "./time-words.js";
import type { StatusOutcome, StatusVerdict } from "./verdict.js";

/** A version with all of its labels, ours and others'. */
export type LabelledVersion = KeyVersion & { readonly labels: readonly string[] };

/** What is told of one secret of AWS Secrets Manager. */
export interface SecretReport {
  readonly secret: AwsSecret;
  readonly versions: readonly LabelledVersion[];
  /** Undefined where it was not said whose keys it holds. */
  readonly facts: MachineKeyFacts | undefined;
  /** The worst first. */
  readonly problems: readonly StatusVerdict[];
  readonly now: Date;
}

/** For a script. */
export function secretData({ secret, versions, facts, problems }: SecretReport) {
  const replaced = facts?.found?.replaced;
  return {
    secret: secret.arn,
    outcome: outcomeOf(problems),
    problems: problems.map(({ says }) => says),
    verdicts: problems,
    rotation_function: secret.rotationFunction,
    rotates: secret.rotates,
    versions: versions.map((version) => versionData(version, facts)),
    ...(facts && {
      replaced: replaced
        ? {
            key_id: replaced.keyId,
            verdict: replaced.verdict,
            until: replaced.until?.toISOString() ?? null,
            why: replaced.why,
          }
        : null,
      unnamed_keys: unnamedIn(facts).map(({ id, role, status }) => ({
        key_id: id,
        role,
        key_status: status,
      })),
    }),
  };
}

function versionData(version: LabelledVersion, facts: MachineKeyFacts | undefined) {
  const key = keyOf(version, facts);
  return {
    version_id: version.id,
    key_id: version.keyId,
    current: version.current,
    pending: version.pending,
    replaced_at: version.replacedAt?.toISOString() ?? null,
    labels: version.labels,
    ...(facts && {
      key_status: key?.status ?? null,
      key_created_at: key?.createdAt.toISOString() ?? null,
      key_last_used_at: usedAt(key && facts.uses.get(key.id))?.toISOString() ?? null,
    }),
  };
}

/** For a terminal. */
export function secretText({ secret, versions, facts, problems, now }: SecretReport): string {
  const lines = versions.map((version) => {
    const { keyId, current, pending, replacedAt } = version;
    const is = current ? "current" : pending ? "pending" : "replaced";
    const when = replacedAt ? ` ${distance(replacedAt, now)}` : "";
    const looked = facts && keyId !== null ? [fate(keyOf(version, facts), facts)] : [];
    return [`${is}${when}: ${keyId === null ? "a key that no label names" : masked(keyId)}`, ...looked].join(
      ", ",
    );
  });
  const unnamed = facts
    ? unnamedIn(facts).map((key) => `${key.role}: ${masked(key.id)}, ${fate(key, facts)}`)
    : [];
  const { rotates, rotationFunction } = secret;
  return [
    `${secret.arn}: ${outcomeOf(problems)}`,
    ...problems.flatMap(({ says, advice }) => [says, ...(advice === null ? [] : [`What to do: ${advice}`])]),
    "",
    ...lines,
    ...unnamed,
    `rotation: ${rotates ? `by ${rotationFunction ?? "a function"}` : "by no function"}`,
  ].join("\n");
}

function outcomeOf(problems: readonly StatusVerdict[]): StatusOutcome {
  const outcomes = problems.map(({ outcome }) => outcome);
  return outcomes.includes("needs attention") ? "needs attention" : (outcomes[0] ?? "in order");
}

/** The user's keys that no version names. */
function unnamedIn(facts: MachineKeyFacts) {
  return machineKeyRows(facts).filter(({ role }) => role === "left by a run" || role === "unknown key");
}

function keyOf({ keyId }: KeyVersion, facts: MachineKeyFacts | undefined): AccessKey | undefined {
  return facts?.found?.keys.find(({ id }) => id === keyId);
}

function fate(key: AccessKey | undefined, { uses, now }: MachineKeyFacts): string {
  if (!key) return "not one of the user's keys";
  const use = uses.get(key.id);
  const at = usedAt(use);
  const unused = use === "unknown" ? "last use not shown to this caller" : "never used as far as AWS tells";
  const used = at ? `last used ${utc(at)} (${distance(at, now)})` : unused;
  return `${key.status}, made ${utc(key.createdAt)}, ${used}`;
}

function usedAt(use: UseOfKey | "unknown" | undefined): Date | undefined {
  return use === "unknown" ? undefined : use?.at;
}
