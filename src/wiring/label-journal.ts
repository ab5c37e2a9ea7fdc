import { createHash } from "node:crypto";
import type { DeployerSecrets } from "../aws/index.js";
import { Fault } from "../errors/fault.js";
import type { SecretNames } from "../machine/index.js";
import type { JournalEntry, JournalOutcome, JournalReading, SeedJournal } from "../seed/index.js";
import type { Self } from "./clients.js";
import { entryLabels, entryLabelsToRemove, entryOfLabels, isEntryLabel } from "./entry-labels.js";
import { lastWord } from "./last-word.js";

/** The entry as its labels tell it, on the version of the run that has taken it over last. */
interface Found {
  readonly version: string;
  readonly labels: readonly string[];
  readonly entry: JournalEntry;
  readonly turn: number;
  /** Versions of earlier turns that have labels left, because a run was killed while it took them off. */
  readonly stale: readonly string[];
}

/**
 * Entries beside the key of a machine user: labels of a version of the secret that holds no key. They are read without
 * the secret's value, and no gateway is needed. Each run that takes the entry over writes a version of its own, whose id
 * follows from the one before, so that Secrets Manager lets one of several succeed.
 */
export function labelJournal(
  secrets: DeployerSecrets,
  { user, home: { arn, name } }: { readonly user: string; readonly home: SecretNames },
  self: Self,
  signal: AbortSignal,
): SeedJournal {
  const options = { signal };
  /** How many versions this journal has had, as the last look found it. */
  let turns = 0;

  async function found(ending = options): Promise<Found | undefined> {
    const labelled = [...((await secrets.describe(arn, ending))?.labels ?? [])].filter(([, labels]) =>
      labels.some(isEntryLabel),
    );
    const entries = labelled.flatMap(([version, labels]) => {
      const told = entryOfLabels(labels.filter(isEntryLabel), user);
      return told ? [{ version, labels, ...told }] : [];
    });
    // One that was taken over loses its labels only after the next one has its own.
    const [newest] = entries.sort((one, other) => other.turn - one.turn);
    if (!newest) return undefined;
    return {
      ...newest,
      stale: labelled.flatMap(([version]) => (version === newest.version ? [] : version)),
    };
  }

  async function read(): Promise<JournalReading> {
    try {
      const there = await found();
      if (there) {
        turns = there.turn;
        return { kind: "entry", entry: there.entry, version: there.turn };
      }
      turns = await firstFreeTurn();
      return { kind: "none" };
    } catch (error) {
      if (Fault.is(error, "AWS_ACCESS_DENIED")) return { kind: "forbidden", why: error.details.seen };
      throw error;
    }
  }

  async function firstFreeTurn(): Promise<number> {
    const ids = await secrets.versionIds(arn, options);
    let turn = 1;
    while (ids.includes(versionOf(arn, turn))) turn += 1;
    return turn - 1;
  }

  async function claim(turn: number, entry: JournalEntry): Promise<JournalOutcome> {
    const before = await found();
    const { process, run, at } = entry.by;
    try {
      const outcome = await secrets.put(arn, {
        version: versionOf(arn, turn),
        // No two runs write the same, which Secrets Manager would take for one.
        fields: { latchkey_journal: `${process} ${run} ${at.toISOString()}` },
        labels: entryLabels(entry, turn),
      });
      if (outcome === "taken") return { kind: "taken" };
    } catch (error) {
      if (Fault.is(error, "AWS_ACCESS_DENIED")) return { kind: "forbidden", why: error.details.seen };
      if (Fault.is(error) && error.details.mayBeDone) return { kind: "unclear", why: error.details.seen };
      throw error;
    }
    for (const version of before ? [before.version, ...before.stale] : []) {
      await strip(version, entryLabels(entry, turn));
    }
    return { kind: "written", version: turn };
  }

  /** Takes the entry's labels off a version, but for those that have moved on. */
  async function strip(version: string, kept: readonly string[]): Promise<void> {
    const labels = (await secrets.describe(arn, options))?.labels.get(version) ?? [];
    for (const label of entryLabelsToRemove(labels)) {
      if (!kept.includes(label)) await secrets.detach(arn, label, version);
    }
  }

  async function write(entry: JournalEntry, ending = options): Promise<void> {
    const there = await found(ending);
    if (!there) return;
    const labels = entryLabels(entry, there.turn);
    // A label that stands on another version cannot be attached to this one.
    for (const version of there.stale) await strip(version, []);
    // First what is new, so that a run that dies between the two is known by more and not by less.
    for (const label of labels) {
      if (!there.labels.includes(label)) await secrets.attach(arn, label, there.version);
    }
    for (const label of there.labels.filter(isEntryLabel)) {
      if (!labels.includes(label)) await secrets.detach(arn, label, there.version);
    }
  }

  return {
    ...self,
    nameOf: () => `the labels latchkey:by:… of secret ${name}`,
    read,
    create: (_, entry) => claim(turns + 1, entry),
    takeOver: (_, version, entry) => claim(version + 1, entry),

    update: (_, entry) => write(entry),
    letGo: (_, entry) => lastWord((signal) => write(entry, { signal })),

    async remove() {
      const there = await found();
      for (const version of there ? [...there.stale, there.version] : []) await strip(version, []);
    },

    async rename() {
      // A secret keeps its name as long as it lives.
    },
  };
}

/** The id of the version that a turn's labels are on: the same in each process that counts the same. */
function versionOf(arn: string, turn: number): string {
  return createHash("sha256").update(`latchkey journal\n${arn}\n${turn}`).digest("hex");
}
