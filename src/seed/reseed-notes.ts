import type { ReseedTerms, UnderWay } from "./next-reseed-step.js";
import type { AccessKey, SeedWorld } from "./world.js";

/** What is written down of a fresh seed, for a run that has to go on after this one has ended half-way. */
export interface ReseedNotes {
  read(
    keys: readonly AccessKey[],
  ): Promise<{ readonly underWay: UnderWay | undefined; readonly ours: readonly string[] }>;
  /** Before the first write: the keys that are there, and which of them the target holds. */
  open(keys: readonly AccessKey[], held: readonly AccessKey[]): Promise<void>;
  /** Before each request for a key. */
  asking(): Promise<void>;
  minted(keyId: string): Promise<void>;
  /** The target holds this key, too, before the hand-over. */
  held(keyId: string): Promise<void>;
  /** Everything is done. */
  close(): Promise<void>;
}

export function reseedNotes(_world: SeedWorld, _terms: ReseedTerms): ReseedNotes {
  let underWay: UnderWay | undefined;
  const note = (news: Partial<UnderWay>) => {
    underWay = { replaced: [], minted: undefined, ...underWay, ...news };
  };
  return {
    async read(keys) {
      const ours = keys.map(({ id }) => id).filter((id) => id === underWay?.minted);
      return { underWay, ours };
    },
    async open(_, held) {
      note({ replaced: held.map(({ id }) => id), minted: undefined });
    },
    async asking() {},
    async minted(keyId) {
      note({ minted: keyId });
    },
    async held(keyId) {
      note({ replaced: [...(underWay?.replaced ?? []), keyId] });
    },
    async close() {},
  };
}
