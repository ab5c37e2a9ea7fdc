import { journalPath } from "../domain/journal-path.js";
import { OnTheWay } from "../domain/on-the-way.js";
import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import type { SeedNotes } from "../gateway/index.js";
import type {
  JournalEntry,
  JournalHand,
  JournalOutcome,
  JournalReading,
  SeedJournal,
} from "../seed/index.js";
import type { Clients } from "./clients.js";
import { lastWord } from "./last-word.js";

/** Of what an entry is made. One that this cannot read was written by a newer version, or not by Latchkey. */
const FORMAT = 1;
const ABOUT =
  "Whose the access keys of this target or secret are. Latchkey deletes it when it is of no more use.";

/** What an entry looks like. Made when the first one is read: a start of the provider has no need of the library. */
async function entryShape() {
  const { z } = await import("zod");
  const time = z.iso.datetime().transform((text) => new Date(text));
  const hand = z.object({ process: z.string(), run: z.number(), host: z.string(), at: time });
  return z.object({
    latchkey: z.literal(FORMAT),
    user: z.string().startsWith("arn:"),
    work: z.enum(["create", "revive", "reseed", "destroy"]).nullable(),
    before: z.array(z.string()),
    asked: z.array(time),
    minted: z.string().nullable(),
    ours: z.array(z.string()),
    retiring: z.string().optional(),
    by: hand,
    rotation: hand.optional(),
  });
}

let shape: ReturnType<typeof entryShape> | undefined;

/** Entries as notes in the gateway, for one operation. */
export function seedJournal(
  { gateway: { seedNotes, requestTimeoutMs }, self }: Clients,
  signal: AbortSignal,
): SeedJournal {
  const options = { signal };
  const read = (target: string) => readingOf(seedNotes, journalPath(target), options);
  return {
    ...self,
    longestRequestMs: requestTimeoutMs,
    read,

    async create(target, entry) {
      const name = journalPath(target);
      const work = seedNotes.create(name, textOf(entry), options);
      return outcomeOf(work, 1, async () => (await read(target)).kind !== "none");
    },

    async takeOver(target, version, entry) {
      const name = journalPath(target);
      const moved = async () => {
        const now = await read(target);
        return now.kind !== "entry" || now.version !== version;
      };
      const raised = await outcomeOf(seedNotes.takeOver(name, version, options), version + 1, moved);
      if (raised.kind !== "written") return raised;
      await seedNotes.write(name, textOf(entry), options);
      // Whoever wrote last has it, should the gateway ever let two raise the same version.
      const now = await read(target);
      const mine = now.kind === "entry" && textOf(now.entry) === textOf(entry);
      return mine ? { kind: "written", version: now.version } : { kind: "taken" };
    },

    update: (target, entry) => seedNotes.write(journalPath(target), textOf(entry), options),
    letGo: (target, entry) =>
      lastWord((last) => seedNotes.write(journalPath(target), textOf(entry), { signal: last })),
    remove: (target) => seedNotes.remove(journalPath(target), options),

    async rename(target, newTarget) {
      try {
        await seedNotes.rename(journalPath(target), journalPath(newTarget), options);
      } catch (error) {
        // Not there any more: it was never there, or an answer that was lost had moved it already.
        const lost = Fault.is(error, "GATEWAY_OBJECT_MISSING") || Fault.is(error, "GATEWAY_REPLY_LOST");
        if (!lost) throw error;
        const onTheWay = new OnTheWay();
        onTheWay.hearsOf("the request to rename it", error);
        if ((await onTheWay.ending(read(target))).kind !== "none") throw error;
      }
    },
  };
}

async function readingOf(
  notes: SeedNotes,
  name: string,
  options: { readonly signal: AbortSignal },
): Promise<JournalReading> {
  try {
    const note = await notes.find(name, options);
    if (!note) return { kind: "none" };
    const entry = await entryFrom(note.text);
    if (entry) return { kind: "entry", entry, version: note.version };
    return { kind: "unreadable", why: `${name} is no journal entry that this version can read` };
  } catch (error) {
    if (Fault.is(error, "GATEWAY_OBJECT_KIND")) {
      return { kind: "unreadable", why: `${name} is no journal entry: ${error.details.seen}` };
    }
    if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
    return { kind: "forbidden", why: error.details.seen };
  }
}

/** After these the caller cannot tell whether a request that is sent only once was carried out. */
const LOST: readonly FaultCode[] = ["GATEWAY_REPLY_LOST", "GATEWAY_ANSWER_UNEXPECTED", "GATEWAY_WRONG_URL"];

async function outcomeOf(
  work: Promise<void>,
  version: number,
  isTaken: () => Promise<boolean>,
): Promise<JournalOutcome> {
  try {
    await work;
    return { kind: "written", version };
  } catch (error) {
    if (!Fault.is(error)) throw error;
    if (LOST.includes(error.code)) return { kind: "unclear", why: error.details.seen };
    if (error.code === "GATEWAY_PERMISSION_DENIED") return { kind: "forbidden", why: error.details.seen };
    const refused = error.code === "GATEWAY_REFUSED" || error.code === "GATEWAY_OBJECT_MISSING";
    // How the gateway words a name or a version that is taken is not known: what stands there now tells.
    const onTheWay = new OnTheWay();
    onTheWay.hearsOf("the request", error);
    if (refused && (await onTheWay.ending(isTaken()))) return { kind: "taken" };
    throw error;
  }
}

async function entryFrom(text: string): Promise<JournalEntry | undefined> {
  shape ??= entryShape();
  const known = await shape;
  try {
    return foundIsNotMinted(known.parse(JSON.parse(text)));
  } catch {
    return undefined;
  }
}

/**
 * A process that retires a key wrote it down as minted before there was a word of its own for it. It is told by its number:
 * what mints counts its runs from one on.
 */
function foundIsNotMinted(entry: JournalEntry): JournalEntry {
  if (entry.by.run !== 0 || entry.minted === null) return entry;
  return { ...entry, minted: null, retiring: entry.minted };
}

/** Always in one order, so that an entry that is read again has the text that it was written with. */
function textOf(entry: JournalEntry): string {
  const { user, work, before, asked, minted, ours, retiring, by, rotation } = entry;
  const known = { user, work, before, asked, minted, ours, retiring, by: handOf(by) };
  const marked = rotation && { rotation: handOf(rotation) };
  return JSON.stringify({ latchkey: FORMAT, about: ABOUT, ...known, ...marked });
}

function handOf({ process, run, host, at }: JournalHand): JournalHand {
  return { process, run, host, at };
}
