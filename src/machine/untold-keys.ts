import type { AccessKey, RefuseStep, SeedSubject } from "../seed/index.js";
import { answersToLostRequests, sharesOf, strangersRefusal, unusedAmong } from "../seed/ours.js";
import { type MachineKeyFound, openEntryIn } from "./look-at-key.js";
import type { MachineWorld } from "./world.js";

/** Keys of the user of which no version of the secret tells. */
export interface UntoldKeys {
  /** Of a run that has not come to its end, as the journal proves. */
  readonly ours: readonly AccessKey[];
  /** Of which nothing proves whose they are. */
  readonly strangers: readonly AccessKey[];
  /** What a run says that is to make a key beside them; undefined without strangers. */
  readonly refusal: RefuseStep | undefined;
}

/** Looks whose the keys are of which no version tells; nothing is changed, and nothing of a value read. */
export async function untoldKeys(
  world: MachineWorld,
  subject: SeedSubject,
  { keys, versions }: Pick<MachineKeyFound, "keys" | "versions">,
): Promise<UntoldKeys> {
  const told = versions.flatMap(({ keyId }) => keyId ?? []);
  if (keys.every(({ id }) => told.includes(id))) return { ours: [], strangers: [], refusal: undefined };
  const reading = await world.journal.read(subject.target);
  const entry = openEntryIn(reading, subject.user);
  const unused = await unusedAmong(world, answersToLostRequests(keys, entry));
  const { ours, strangers } = sharesOf(keys, entry, unused, told);
  const journal = reading.kind === "forbidden" ? reading : ({ kind: "none" } as const);
  return {
    ours: ours.filter(({ id }) => !told.includes(id)),
    strangers,
    refusal: strangers.length === 0 ? undefined : strangersRefusal(subject, strangers, journal),
  };
}
