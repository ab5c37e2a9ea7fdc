import type { KeyWorld } from "./world.js";

/** What a run is about that has an entry; its leftovers are to be understood by it. */
export type JournalWork = "create" | "revive" | "reseed" | "destroy";

/** Who wrote an entry last. */
export interface JournalHand {
  /** The process: no other one has this text, on any machine. Empty once the run has let its entry go. */
  readonly process: string;
  /** Which piece of work of that process. */
  readonly run: number;
  /** The machine's name, for a person. */
  readonly host: string;
  /** By that machine's clock, for a person; never compared with another clock. */
  readonly at: Date;
}

/**
 * What is known of the keys of a seeded target: written before the first write to IAM, kept until the seed is retired
 * or the target destroyed. It holds ids and times and no secret. It is the proof of what is ours, the lock between two
 * runs, and the mark of a target whose create is not finished.
 */
export interface JournalEntry {
  /** ARN of the user whose keys these are. */
  readonly user: string;
  /** What is under way; null once it is finished. */
  readonly work: JournalWork | null;
  /** Keys of the user that were there before the first write, and are none of ours. */
  readonly before: readonly string[];
  /** IAM's own time before each request for a key whose answer has not been noted. */
  readonly asked: readonly Date[];
  /** The key that was minted last: the seed. Null while there is none. */
  readonly minted: string | null;
  /** Further keys that may be ended: minted before, or held by the target that is being destroyed. */
  readonly ours: readonly string[];
  readonly by: JournalHand;
  /**
   * The seed that a process has set about to retire, where no run had written down what it minted. It is what that process
   * took for the seed, and no proof of whose key it is.
   */
  readonly retiring?: string | undefined;
  /** Who has set about to have the gateway replace the seed, so that of several that retire it one does so. */
  readonly rotation?: JournalHand | undefined;
}

/** What stands where a target's entry would be. */
export type JournalReading =
  | { readonly kind: "none" }
  /** `version` is the gateway's own count of how often the entry has changed hands. */
  | { readonly kind: "entry"; readonly entry: JournalEntry; readonly version: number }
  /** Something that no version of ours can have written, or a newer one. */
  | { readonly kind: "unreadable"; readonly why: string }
  /** The caller may not look. */
  | { readonly kind: "forbidden"; readonly why: string };

/** What became of an attempt to make an entry, or to take one over. */
export type JournalOutcome =
  | { readonly kind: "written"; readonly version: number }
  /** Another run was faster. */
  | { readonly kind: "taken" }
  /** No clear answer came, but `why` instead, as it may be shown: what stands there now tells. */
  | { readonly kind: "unclear"; readonly why?: string }
  | { readonly kind: "forbidden"; readonly why: string };

/** The entries in the gateway. Targets are named by their paths, with the leading slash. */
export interface SeedJournal {
  /** Names this process; see {@link JournalHand}. */
  readonly process: string;
  readonly host: string;
  /** The pieces of work of this process that are going on. */
  readonly atWork: Set<number>;
  /**
   * How long one request may take, in milliseconds, where that may be more than a minute. Those of another run are taken to
   * be bounded alike.
   */
  readonly longestRequestMs?: number;
  /** What a person finds the entry by. Default: its path in the gateway. */
  nameOf?(target: string): string;
  read(target: string): Promise<JournalReading>;
  /** Makes an entry where there is none. */
  create(target: string, entry: JournalEntry): Promise<JournalOutcome>;
  /** Takes over an entry that is at this version still; of several that try, one succeeds. */
  takeOver(target: string, version: number, entry: JournalEntry): Promise<JournalOutcome>;
  /** Rewrites an entry that this run holds. */
  update(target: string, entry: JournalEntry): Promise<void>;
  /** Rewrites it as the last word of a run that was told to stop, which does not wait for long until that is done. */
  letGo(target: string, entry: JournalEntry): Promise<void>;
  /** Already gone is success. */
  remove(target: string): Promise<void>;
  /** Lets the entry follow a target that was renamed; one that is not there, or is there already, is success. */
  rename(target: string, newTarget: string): Promise<void>;
}

/** The seed as an entry names it: the key that was minted, or else the one that is being retired. */
export function seedNamedBy({ minted, retiring }: JournalEntry): string | null {
  return minted ?? retiring ?? null;
}

/** What the journal says about the seed of a target, for whoever was not told. */
export type SeedInJournal =
  | {
      readonly kind: "seed";
      readonly keyId: string;
      /** ARN of the user. */
      readonly user: string;
      /** False while the run that minted it has not finished. */
      readonly finished: boolean;
      /** Whether it is known to have been minted for the target; if not, a process has taken it for the seed. */
      readonly isMinted: boolean;
    }
  /** There is no entry, or none that names a seed: it was retired, or never minted by this version. */
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly why: string };

/** Which key is the seed of this target, by the entry beside it. Reads metadata only; changes nothing. */
export async function seedInJournal(
  { journal }: Pick<KeyWorld, "journal">,
  target: string,
): Promise<SeedInJournal> {
  const reading = await journal.read(target);
  if (reading.kind === "none") return { kind: "none" };
  if (reading.kind !== "entry") return { kind: "unknown", why: reading.why };
  const { minted, user, work } = reading.entry;
  const keyId = seedNamedBy(reading.entry);
  if (keyId === null) return { kind: "none" };
  return { kind: "seed", keyId, user, finished: work === null, isMinted: minted !== null };
}
