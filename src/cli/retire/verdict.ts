import { masked } from "../../domain/masked.js";
import { Fault } from "../../errors/fault.js";
import {
  type AccessKey,
  type Foresight,
  findSeed,
  foreseeRetirement,
  isMintedFor,
  type RetireJob,
  type SeedWorld,
} from "../../seed/index.js";
import { EXIT, exitCodeOf } from "../exit-code.js";
import { type CandidateFinding, goneAlready, type RetireCandidate } from "./candidate.js";
import type { PlannedReplacement } from "./machine/verdict.js";
import { inWordsOfTheCommand } from "./words.js";

/** A key that is going to be retired, and how. */
export interface PlannedRetirement {
  readonly kind: "retire";
  readonly about: RetireCandidate;
  readonly job: RetireJob;
  readonly foresight: Foresight;
  /** Undefined when AWS knows of none, or the deployer may not know. */
  readonly lastUsed: Date | undefined;
}

/** What is to be done about a key. */
export type RetireVerdict =
  | PlannedRetirement
  | PlannedReplacement
  | Exclude<CandidateFinding, { kind: "candidate" | "machine" }>;

/** Decides about a key by what the two systems say, and changes nothing. Throws what only the person can mend first. */
export async function retireVerdict(
  finding: Exclude<CandidateFinding, { kind: "machine" }>,
  world: SeedWorld,
): Promise<RetireVerdict> {
  if (finding.kind !== "candidate") return finding;
  const { candidate } = finding;
  try {
    return await judged(candidate, world);
  } catch (error) {
    if (!Fault.is(error) || world.signal.aborted || exitCodeOf(error) === EXIT.usage) throw error;
    if (error.code === "SEED_USER_MISSING" && candidate.keyResource) {
      const why = `IAM user ${candidate.user.name} does not exist any more, and so its keys do not`;
      return { kind: "nothing", about: candidate, why };
    }
    return { kind: "refused", about: candidate, fault: inWordsOfTheCommand(error, candidate) };
  }
}

async function judged(candidate: RetireCandidate, world: SeedWorld): Promise<RetireVerdict> {
  const { user, target, rotator, proofProducer, quietSeconds, despite = [] } = candidate;
  const subject = { user, target };
  const fromState = !candidate.keyResource && candidate.targetResource?.seed !== undefined;
  let { keyId } = candidate;
  // A key of Terraform's, or one that was named by its id, is the one that is meant. What a state says of a seed may be
  // out of date, or have been taken from an import: that is judged as everywhere else.
  if (keyId === undefined || fromState) {
    const found = await findSeed(world, { subject, seedKeyId: keyId ?? null, rotator, fromState });
    if (found.kind === "orphans") throw orphaned(candidate, found.keys);
    if (found.kind === "none") return withoutSeed(candidate, found.why, world);
    keyId = found.keyId;
  }
  // Only the gateway was ever given a key that the journal says was minted for it.
  const isMinted = await isMintedFor(world, subject, keyId);
  const unseenHolders = isMinted ? ("told" as const) : { despite };
  const job = { subject, seedKeyId: keyId, rotator, proofProducer, quietSeconds, unseenHolders };
  const about = { ...candidate, keyId };
  const foresight = await foreseeRetirement(world, job);
  if (foresight.seed === "gone") {
    return goneAlready(about, keyId);
  }
  // For the reader only: whoever may not know it can retire the key all the same.
  const lastUsed = await world.iam.lastUsed(keyId).catch(() => undefined);
  return { kind: "retire", about, job, foresight, lastUsed };
}

/** There is no seed (any more). */
async function withoutSeed(
  candidate: RetireCandidate,
  why: string,
  { iam }: SeedWorld,
): Promise<RetireVerdict> {
  const { user, keyId } = candidate;
  // Whoever names a user that does not exist has most likely mistyped it.
  if (!(await iam.user(user.name))) throw missing(candidate);
  const keys = (await iam.keys(user.name)) ?? [];
  const isGone = keyId !== undefined && !keys.some(({ id }) => id === keyId);
  return isGone ? goneAlready(candidate, keyId) : { kind: "nothing", about: candidate, why };
}

function missing({ user }: RetireCandidate): Fault {
  return new Fault("SEED_USER_MISSING", {
    doing: `looking for the keys of IAM user ${JSON.stringify(user.name)}`,
    seen: `there is no such user in account ${user.account}`,
    state: "Nothing was changed.",
  });
}

function orphaned({ user, target }: RetireCandidate, keys: readonly AccessKey[]): Fault {
  const ids = keys.map(({ id }) => masked(id)).join(" and ");
  const commands = keys.map(
    ({ id }) => `aws iam delete-access-key --user-name ${user.name} --access-key-id ${id}`,
  );
  return new Fault("SEED_TARGET_MISSING", {
    doing: `looking for target ${target}`,
    seen: `the gateway does not have it, so that it cannot work with ${ids} of IAM user ${JSON.stringify(user.name)}`,
    state: "Nothing was changed.",
    advice: `Check the path, and that this is the right gateway. If nothing uses the key any more, delete it: ${commands.join(" ; ")}`,
  });
}
