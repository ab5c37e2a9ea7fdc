import {
  type AccessKey,
  graceOf,
  type JournalReading,
  type RotatorFacts,
  type SeedWorld,
  seedNamedBy,
} from "../seed/index.js";
import type { HookTarget } from "./target.js";

/** What a look at a target sees. No secret is asked for. */
export interface TargetLook {
  /** Every key of the user; undefined when there is no such user. */
  readonly keys: readonly AccessKey[] | undefined;
  /** What stands beside the target. */
  readonly journal: JournalReading;
  /** Undefined for a proven absence. */
  readonly rotator: RotatorFacts | undefined;
  /** When the target was made; asked only where there is more than one key and the rotator leaves a grace. */
  readonly targetMadeAt?: Date | undefined;
  readonly now: Date;
  /** For how long the journal entry has stood as it is, as far as this process has seen. */
  readonly entryUnchangedMs: number;
  /** Whether this process has just begun, so that a request may have been lost with the one before. */
  readonly isFirst: boolean;
}

/** What a look comes to. */
export type LookVerdict =
  | { readonly kind: "settled" }
  /** `why` goes on after "target /x:". */
  | { readonly kind: "due"; readonly why: string }
  /** Another process is at work, or may just be: so long it is left to that one. */
  | { readonly kind: "later"; readonly afterMs: number };

/**
 * A run that is at work touches its entry every few seconds, but not during a request, which takes a minute at most.
 * Whoever takes an entry over watches it first. The others are told by a person to; this one comes by itself, and does not
 * even begin to watch before.
 */
const AT_WORK_MS = 90_000;
/** A seed that is so young is its own run's to retire, as the last thing that it does; and its rotator may be to come. */
const OWN_RUN_MS = 5 * 60_000;
/** Between the rotation as the gateway tells it and the creation of its key as IAM tells it. */
const ROTATION_MS = 120_000;

/** Looks at a target: the user's keys, what stands in the journal, and when its rotator last rotated. */
export async function lookAt(
  { journal, gateway, iam }: SeedWorld,
  { subject, rotator }: HookTarget,
): Promise<Pick<TargetLook, "keys" | "journal" | "rotator" | "targetMadeAt">> {
  // The gateway first: a key that it has made by then is surely in the list.
  const entry = await journal.read(subject.target);
  const facts = await gateway.findRotator(rotator);
  const keys = await iam.keys(subject.user.name);
  const mayBeGrace = facts?.grace !== undefined && (keys?.length ?? 0) > 1;
  const target = mayBeGrace ? await gateway.findTarget(subject.target) : undefined;
  return { journal: entry, rotator: facts, keys, targetMadeAt: target?.createdAt ?? undefined };
}

/** Whether there is anything to do about a target, by a look that costs little. What it is, the details tell. */
export function judgeLook({ subject, seedKeyId }: HookTarget, look: TargetLook): LookVerdict {
  const { journal, now, entryUnchangedMs } = look;
  const keys = look.keys ?? [];
  const entry =
    journal.kind === "entry" && journal.entry.user === subject.user.arn ? journal.entry : undefined;
  // Ending keys of a target that is gone is any process's to finish; what else a run began may be in its hands.
  if (entry?.work && entry.work !== "destroy" && entryUnchangedMs < AT_WORK_MS) {
    return { kind: "later", afterMs: AT_WORK_MS - entryUnchangedMs };
  }
  const named = entry ? seedNamedBy(entry) : null;
  if (entry?.work === null && named !== null && !keys.some(({ id }) => id === named)) {
    return keys.length > 0 ? due("its journal entry tells of a seed that is gone") : { kind: "settled" };
  }
  if (entry?.work && keys.length === 0) return due("a run that has ended has left its journal entry");
  const why = whyDue(keys, look, seedKeyId ?? named, entry?.work ?? null);
  if (why === undefined) return { kind: "settled" };
  const youngest = Math.max(0, ...keys.map(({ createdAt }) => createdAt.getTime()));
  const ageMs = now.getTime() - youngest;
  const begun = keys.length > 1 || keys.some(({ status }) => status !== "Active");
  if (!look.isFirst && !begun && ageMs >= 0 && ageMs < OWN_RUN_MS) {
    return { kind: "later", afterMs: OWN_RUN_MS - ageMs };
  }
  return due(why);
}

function whyDue(
  keys: readonly AccessKey[],
  look: TargetLook,
  named: string | null,
  work: string | null,
): string | undefined {
  const { rotator } = look;
  const inGrace = keyInGrace(keys, look);
  const [only, ...more] = keys.filter((key) => key !== inGrace);
  if (!only) return undefined;
  if (keys.some(({ id }) => id === named)) return "the user has the seed still";
  if (work !== null) return "a run that has ended has not finished its work";
  if (more.length > 0) return `the user has ${keys.length} keys`;
  if (only.status !== "Active") return "the user's only key is turned off";
  const rotatedAt = rotator?.lastRotatedAt;
  if (rotatedAt === undefined) return "the user's key was never rotated";
  const apartMs = Math.abs(rotatedAt.getTime() - only.createdAt.getTime());
  return apartMs <= ROTATION_MS ? undefined : "the user's key is not of the last rotation";
}

/** A key that was there when the target was made is none of a rotation's. */
function keyInGrace(
  keys: readonly AccessKey[],
  { rotator, now, targetMadeAt }: TargetLook,
): AccessKey | undefined {
  const key = graceOf(keys, undefined, rotator, now)?.key;
  return key && targetMadeAt && key.createdAt > targetMadeAt ? key : undefined;
}

function due(why: string): LookVerdict {
  return { kind: "due", why };
}
