import type { SeedSubject } from "./dedication.js";
import { hearing } from "./hearing.js";
import { Minting } from "./minting.js";
import { type MintResult, nextMintStep } from "./next-mint-step.js";
import { nextReviveStep } from "./next-revive-step.js";
import type { AccessKey, SeedWorld, TargetShape } from "./world.js";

export interface MintJob {
  readonly subject: SeedSubject;
  readonly shape: TargetShape;
  /** For a revival: what was remembered of the seed, should the held key turn out to work after all. */
  readonly lastSeedId?: string | null;
  /** Further keys that are ours, as this very run has found out. Default: none. */
  readonly known?: readonly string[];
  /**
   * Called with each key that an earlier run had made, and that was deleted; and with what the gateway did not show of
   * who else worked with it. Default: it is not told.
   */
  cleared?(key: AccessKey, unseen: readonly string[]): void;
  /** Called once there is something that only the journal tells of, and that a destroy is to remove. */
  begun?(): void;
  /** Called when the caller may not keep a journal entry, so that nothing will prove what a killed run leaves. */
  unrecorded?(why: string): void;
  /** Called when everything is done but for the entry, which still says that it is not. */
  leftOpen?(why: string): void;
  /** Called after each remote effect that has to be tracked: the key exists; the gateway has the target. */
  checkpoint(reached: { readonly seedKeyId: string; readonly handedOver: boolean }): void;
}

/**
 * Mints the user's first key, waits until it works, and hands it over by creating the target; the secret stays in this
 * process. Safe to run again after it ended anywhere: leftovers are removed, a finished hand-over is adopted.
 */
export function mint(world: SeedWorld, job: MintJob): Promise<MintResult> {
  const { subject, shape } = job;
  const heard = hearing(world);
  return new Minting(heard, job, {
    doing: `minting the first key of IAM user ${JSON.stringify(subject.user.name)} for target ${subject.target}`,
    work: "create",
    handedOver: `target ${subject.target} was created`,
    decide: (facts) => nextMintStep(subject, facts),
    send: (pair, beforeAgain) => heard.gateway.createTarget(shape, pair, beforeAgain),
  }).walk();
}

/**
 * Gives a target that exists, and whose user has lost the key that it held, a new seed. The target and what refers to
 * it stay. Safe to run again after it ended anywhere.
 */
export function revive(world: SeedWorld, job: MintJob): Promise<MintResult> {
  const { subject, shape, lastSeedId } = job;
  const heard = hearing(world);
  return new Minting(heard, job, {
    doing: `minting a new key of IAM user ${JSON.stringify(subject.user.name)} for target ${subject.target}, which has lost its own`,
    work: "revive",
    handedOver: `target ${subject.target} was given the key`,
    decide: (facts) => nextReviveStep(subject, facts, lastSeedId),
    send: (pair, beforeAgain) => heard.gateway.updateTarget(shape, pair, beforeAgain),
  }).walk();
}
