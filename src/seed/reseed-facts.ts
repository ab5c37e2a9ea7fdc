import { Fault } from "../errors/fault.js";
import { dedicationReader, dedicationRefusal } from "./dedication.js";
import type { IamTime } from "./key-requests.js";
import type { EndingStatus, ReseedFacts, ReseedTerms } from "./next-reseed-step.js";
import { answersToLostRequests, entryOf, unusedAmong } from "./ours.js";
import type { ReseedEntry } from "./reseed-entry.js";
import { targetFact } from "./target-fact.js";
import type { AccessKey, KeyPair, RotatorFacts, SeedWorld } from "./world.js";

export interface ReseedReading {
  /** What the systems say; what a run did itself is its own to remember. */
  readonly seen: Omit<ReseedFacts, "run">;
  /** What the target holds, for proofs and to be given back. */
  readonly heldPair: KeyPair | undefined;
  /** IAM's time with the list of keys; undefined where that was not asked for. */
  readonly told: IamTime | undefined;
}

/** Reads the facts of a fresh seed, afresh with each call. */
export function reseedFactsReader(
  world: SeedWorld,
  terms: ReseedTerms,
  entry: Pick<ReseedEntry, "look" | "sent">,
): () => Promise<ReseedReading> {
  const { iam, gateway, clock } = world;
  const { subject } = terms;
  const readDedication = dedicationReader(world, subject);
  const readReplaceable = replaceableReader(world, terms);
  return async () => {
    const now = clock.now();
    const dedication = await readDedication();
    if (dedicationRefusal(subject, dedication)) {
      // Neither the keys nor the target of a user that may not be touched are any of our business.
      const target = { kind: "unreadable" } as const;
      const journal = { kind: "none" } as const;
      const seen = { dedication, target, journal, keys: [], replaceable: [], unused: [], now };
      return { seen, heldPair: undefined, told: undefined };
    }
    // The gateway first: a key that it holds already is then surely in the list.
    const held = await gateway.heldKey(subject.target);
    const keys = (await iam.keys(subject.user.name)) ?? [];
    const told = { time: await iam.time(), at: clock.now().getTime() };
    const replaceable = await readReplaceable(keys);
    // The keys before the entry: a run that has made one of them has written its entry before.
    const journal = await entry.look();
    const sent = entry.sent(entryOf(subject, journal));
    const unused = await unusedAmong(world, answersToLostRequests(keys, sent));
    const rotators = keys.length > 1 ? await rotatorsOf(world, subject.target) : [];
    return {
      seen: {
        dedication,
        target: targetFact(held),
        keys,
        replaceable,
        journal,
        rotators,
        unused,
        // How old a key is, IAM's own clock tells better than ours.
        now: told.time ?? now,
      },
      heldPair: held.kind === "key" ? held.key : undefined,
      told,
    };
  };
}

/** What rotates the target's key, as far as the caller may see; what is of another kind rotates another one. */
async function rotatorsOf({ gateway, signal }: SeedWorld, target: string): Promise<readonly RotatorFacts[]> {
  const unlessUnseen = async <T>(look: Promise<T>): Promise<T | undefined> =>
    look.catch((error: unknown) => {
      if (!Fault.is(error) || signal.aborted) throw error;
      return undefined;
    });
  const found: RotatorFacts[] = [];
  for (const path of (await unlessUnseen(gateway.findTarget(target)))?.rotators ?? []) {
    const rotator = await unlessUnseen(gateway.findRotator(path));
    if (rotator) found.push(rotator);
  }
  return found;
}

/** The keys of the user whose key is replaced; none where that user may not be touched. */
function replaceableReader(
  world: SeedWorld,
  { subject, previous }: ReseedTerms,
): (keys: readonly AccessKey[]) => Promise<readonly AccessKey[]> {
  if (!previous) return async () => [];
  if (previous.arn === subject.user.arn) return async (keys) => keys;
  const formerly = { ...subject, user: previous };
  const readDedication = dedicationReader(world, formerly);
  return async () => {
    if (dedicationRefusal(formerly, await readDedication())) return [];
    return (await world.iam.keys(previous.name)) ?? [];
  };
}

/** How a key is, as IAM lists it. */
export function endingStatus(keyId: string | undefined, keys: readonly AccessKey[]): EndingStatus {
  const key = keys.find(({ id }) => id === keyId);
  if (!key) return "gone";
  return key.status === "Active" ? "active" : "inactive";
}
