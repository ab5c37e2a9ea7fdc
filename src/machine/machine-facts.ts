import type { DedicationFacts } from "../seed/dedication.js";
import type { AccessKey } from "../seed/index.js";
import type { JournalFact } from "../seed/journal-keeper.js";
import type { KeyInHand } from "../seed/next-mint-step.js";
import type { Superseded } from "./superseded.js";
import type { KeyVersion, UseOfKey, VaultFact } from "./world.js";

/** What this very run did; everything else is read from the two systems. */
export interface MachineMemory {
  readonly inHand: KeyInHand | undefined;
  readonly attempts: number;
  /** Set once the run cannot succeed any more; what it made is taken back then. */
  readonly failed: boolean;
  readonly userWaits: number;
  /** How often it has waited for rotation of the secret to be switched off. */
  readonly ownerWaits: number;
  /** Whether this run has its entry, or has found that it may not keep one. */
  readonly begun: boolean;
  /** Whether the entry could not be closed, although everything else is done. */
  readonly leftOpen: boolean;
  /** The key, in hand or of a pending version, that was seen working. */
  readonly proven: string | undefined;
  /** The key of a pending version that did not work, or could not be read, and is to be taken back. */
  readonly unproven: string | undefined;
  /** Keys of pending versions that IAM does not list, of which this run has found out whether they exist. */
  readonly unlisted: ReadonlyMap<string, "exists" | "gone">;
  /** Replaced keys that this run has turned off. */
  readonly turnedOff: readonly string[];
  /** Keys that are to end and have been off for the whole quiet period, as far as this run saw. */
  readonly quietOver: readonly string[];
}

export interface MachineFacts {
  readonly dedication: DedicationFacts;
  /** Every key of the user. */
  readonly keys: readonly AccessKey[];
  readonly vault: VaultFact;
  readonly journal: JournalFact;
  /** Those of the keys that can be answers to lost requests, and were never used. */
  readonly unused: readonly string[];
  /** The last use of replaced keys, as far as it was asked for. */
  readonly uses: ReadonlyMap<string, UseOfKey | "unknown">;
  /** IAM's own time, or this machine's where IAM tells none. */
  readonly now: Date;
  readonly run: MachineMemory;
}

/** The key that readers get, if it is ours and works. */
export function keyOfReaders(facts: MachineFacts): AccessKey | undefined {
  const current = versionsOf(facts).find((version) => version.current);
  const { inHand, unlisted } = facts.run;
  const keyId = current?.keyId;
  // A key of this very run, or of the step before it, may not be listed everywhere yet.
  if (keyId && (keyId === inHand?.id || unlisted.get(keyId) === "exists")) {
    const listed = facts.keys.find(({ id }) => id === keyId);
    return listed ?? { id: keyId, status: "Active", createdAt: facts.now };
  }
  return facts.keys.find(({ id, status }) => id === keyId && status === "Active");
}

/** The keys that were replaced and are there still, with what is known of them. */
export function supersededIn(facts: MachineFacts): readonly Superseded[] {
  const current = versionsOf(facts).find((version) => version.current)?.keyId;
  return versionsOf(facts).flatMap((version) => {
    const key = facts.keys.find(({ id }) => id === version.keyId);
    const isOver = key && !version.current && !version.pending && key.id !== current;
    return isOver ? [{ version, key, use: facts.uses.get(key.id) }] : [];
  });
}

/** The versions of the secret; none where it is not there. */
export function versionsOf({ vault }: MachineFacts): readonly KeyVersion[] {
  return vault.kind === "secret" ? vault.versions : [];
}

/** Whether a version can be written before readers get it. */
export function isStaged({ vault }: MachineFacts): boolean {
  return vault.kind === "secret" ? vault.staged : !vault.isMade;
}
