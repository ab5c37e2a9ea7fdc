import type { AccessKey, JournalEntry, JournalReading, SeedSubject } from "../seed/index.js";
import { judged, type Superseded, useInWords } from "./superseded.js";
import type { KeyVersion, MachineWorld, UseOfKey } from "./world.js";

/** What a look has found; nothing was changed, and nothing of a value read. */
export interface MachineKeyFound {
  /** The key that readers get, if it is ours and works. */
  readonly key: AccessKey | undefined;
  /** A key that it has replaced and that lives still; of several the youngest. */
  readonly replaced: ReplacedMachineKey | undefined;
  /**
   * Whether a run has not come to its end: a version never became current, or tells still of a key that is gone, or the
   * journal tells of work under way.
   */
  readonly unfinished: boolean;
  /** Whether a rotation function owns the key. */
  readonly rotates: boolean;
  /** Why what is there is not Latchkey's; undefined where it is. */
  readonly foreign: string | undefined;
  readonly versions: readonly KeyVersion[];
  /** Every key of the user. */
  readonly keys: readonly AccessKey[];
}

/** A key that another one has replaced, and what the next run does with it. */
export interface ReplacedMachineKey {
  readonly keyId: string;
  readonly verdict: "in grace" | "kept" | "due";
  readonly why: string;
  /** When its grace is over, or was; null where it was not noted when it was replaced. */
  readonly until: Date | null;
}

/** How the key of a machine user is. Undefined where the secret, or the user, is proven absent. */
export async function lookAtMachineKey(
  world: MachineWorld,
  { subject, graceMs }: { readonly subject: SeedSubject; readonly graceMs: number },
): Promise<MachineKeyFound | undefined> {
  const vault = await world.vault.facts();
  const keys = await world.iam.keys(subject.user.name);
  if (vault.kind === "absent" || keys === undefined) return undefined;
  const { versions, rotates, foreign } = vault;
  const current = versions.find((version) => version.current);
  const key = keys.find(({ id, status }) => id === current?.keyId && status === "Active");
  const isLeft = versions.some(
    ({ current, pending, keyId }) =>
      keyId !== null && (pending || (!current && !keys.some(({ id }) => id === keyId))),
  );
  const unfinished = isLeft || (await isWorkOpen(world, subject));
  const superseded = versions.flatMap((version): Omit<Superseded, "use">[] => {
    const one = keys.find(({ id }) => id === version.keyId && id !== current?.keyId);
    return one && !version.current && !version.pending ? [{ version, key: one }] : [];
  });
  const [latest] = superseded.sort(
    (one, other) => other.key.createdAt.getTime() - one.key.createdAt.getTime(),
  );
  const replaced = latest && (await told(world, latest, graceMs));
  return { key, unfinished, rotates, foreign, versions, keys, replaced };
}

/** Whether the journal of the secret tells of a run with the user's keys that has not come to its end. */
export async function isWorkOpen(
  { journal }: Pick<MachineWorld, "journal">,
  { target, user }: SeedSubject,
): Promise<boolean> {
  return openEntryIn(await journal.read(target), user) !== undefined;
}

/** The entry of a run with this user's keys that has not come to its end; a finished one tells of what was delivered. */
export function openEntryIn(reading: JournalReading, user: SeedSubject["user"]): JournalEntry | undefined {
  const isOpen = reading.kind === "entry" && reading.entry.user === user.arn && reading.entry.work !== null;
  return isOpen ? reading.entry : undefined;
}

async function told(
  world: MachineWorld,
  one: Omit<Superseded, "use">,
  graceMs: number,
): Promise<ReplacedMachineKey> {
  const now = (await world.iam.time()) ?? world.clock.now();
  const { key, version } = one;
  const until = version.replacedAt && new Date(version.replacedAt.getTime() + graceMs);
  const common = { keyId: key.id, until };
  const verdict = judged({ ...one, use: undefined }, graceMs, now);
  if (verdict.kind === "in grace") {
    return { ...common, verdict: "in grace", why: `its grace lasts until ${verdict.until.toISOString()}` };
  }
  // When it was replaced was not noted: the next run does.
  if (verdict.kind !== "unasked")
    return { ...common, verdict: "due", why: "it is to be noted when it was replaced" };
  const use: UseOfKey | "unknown" = await world.lastUse(key.id);
  const last = judged({ ...one, use }, graceMs, now);
  if (last.kind === "kept") return { ...common, verdict: "kept", why: last.why };
  return { ...common, verdict: "due", why: use === "unknown" ? "" : useInWords(use, now) };
}
