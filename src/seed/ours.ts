import { journalPath } from "../domain/journal-path.js";
import { homeOf, type KeyHome, type SeedSubject } from "./dedication.js";
import type { JournalEntry } from "./journal.js";
import { type JournalFact, whoIs } from "./journal-keeper.js";
import { deactivationCommands, deletionCommands, namesOf } from "./key-words.js";
import { type RefuseStep, refuse } from "./step.js";
import type { AccessKey, KeyWorld } from "./world.js";

/** From the time that was noted before a request for a key until IAM must have made it: one request, and its sending. */
export const LONGEST_REQUEST_MS = 60_000;

/** The keys of a user, by whose they are. */
export interface Shares {
  /** Provably made by this product for this target. */
  readonly ours: readonly AccessKey[];
  /** Everything else. */
  readonly strangers: readonly AccessKey[];
}

/** Which entry a fact tells of this user; one of another user proves nothing. */
export function entryOf({ user }: SeedSubject, journal: JournalFact): JournalEntry | undefined {
  return "entry" in journal && journal.entry.user === user.arn ? journal.entry : undefined;
}

/**
 * Whose the keys are. Ours are the ids that the entry names, those that were told (`known`), and a key that answers to
 * a request whose reply was lost, once it is known (`unused`) that it was never used.
 */
export function sharesOf(
  keys: readonly AccessKey[],
  entry: JournalEntry | undefined,
  unused: readonly string[],
  known: readonly string[] = [],
): Shares {
  const lost = answersToLostRequests(keys, entry).filter(({ id }) => unused.includes(id));
  const isOurs = (key: AccessKey) => known.includes(key.id) || isNamed(key, entry) || lost.includes(key);
  return { ours: keys.filter(isOurs), strangers: keys.filter((key) => !isOurs(key)) };
}

/**
 * The keys that can only be answers to requests of ours whose reply was lost: not there before, and made within one
 * request of the time that IAM itself had told before it. Once a key of ours was handed over, the gateway makes keys of
 * its own, which are younger than that one. Where more keys fit than were asked for, it cannot be told which are ours.
 */
export function answersToLostRequests(
  keys: readonly AccessKey[],
  entry: JournalEntry | undefined,
): readonly AccessKey[] {
  if (!entry) return [];
  const { asked, before, minted } = entry;
  const seed = keys.find(({ id }) => id === minted);
  if (minted !== null && !seed) return [];
  const fits = ({ createdAt }: AccessKey) =>
    asked.some((time) => {
      const after = createdAt.getTime() - time.getTime();
      return after >= 0 && after <= LONGEST_REQUEST_MS;
    });
  const found = keys.filter(
    (key) =>
      !isNamed(key, entry) &&
      !before.includes(key.id) &&
      fits(key) &&
      (!seed || key.createdAt <= seed.createdAt),
  );
  return found.length > asked.length ? [] : found;
}

/**
 * Which of these keys were never used, as far as AWS tells. One of which that cannot be known is not among them, nor one
 * that is younger than `latest`: a run that has asked for no key itself has seen none made that another one had asked
 * for before it began.
 */
export async function unusedAmong(
  world: KeyWorld,
  keys: readonly AccessKey[],
  latest?: Date | undefined,
): Promise<readonly string[]> {
  const old = keys.filter(({ createdAt }) => latest === undefined || createdAt <= latest);
  const asked = old.map(async ({ id }) => {
    const used = await world.iam.lastUsed(id).catch((error: unknown) => {
      if (world.signal.aborted) throw error;
      return "unknown" as const;
    });
    return used === undefined ? [id] : [];
  });
  return (await Promise.all(asked)).flat();
}

function isNamed({ id }: AccessKey, entry: JournalEntry | undefined): boolean {
  return entry !== undefined && (entry.minted === id || entry.ours.includes(id));
}

/** The entry beside the place of the keys, and how a person removes it. */
function journalOf({ target, home }: SeedSubject): KeyHome["journal"] {
  const name = journalPath(target);
  return home?.journal ?? { name, removal: `akeyless delete-item --name ${name}` };
}

/** Why nothing can be done about the target yet, or at all: because of what stands beside it. */
export function journalObstacle(
  subject: SeedSubject,
  journal: JournalFact,
): { readonly do: "watch" } | RefuseStep | undefined {
  const { name: path, removal } = journalOf(subject);
  switch (journal.kind) {
    case "watched":
      return { do: "watch" };
    case "unreadable":
      return {
        ...refuse("SEED_JOURNAL_UNREADABLE", journal.why),
        advice: `Work with the version that wrote it. If nothing of yours stands there: ${removal}`,
      };
    case "at work":
      return journal.inThisProcess
        ? {
            ...refuse("SEED_AT_WORK", `another resource of this run is working on ${homeOf(subject)}`),
            advice: subject.home
              ? `Two resources have one ${subject.home.noun}: give each a user and a ${subject.home.noun} of its own.`
              : "Two resources have one path: give each target a path of its own.",
          }
        : refuse("SEED_AT_WORK", `${whoIs(journal.entry.by)}, is working on ${homeOf(subject)}`);
    case "mine":
    case "finished":
    case "dead": {
      const { user, minted } = journal.entry;
      if (user === subject.user.arn) return undefined;
      const seen = `${path} tells of keys of ${user}${minted === null ? "" : `, the seed ${namesOf([{ id: minted }])} among them`}`;
      return {
        ...refuse("SEED_JOURNAL_OF_ANOTHER", seen),
        advice: `Retire or delete that user's seed first; once it is gone: ${removal}`,
      };
    }
    default:
      return undefined;
  }
}

/** Refuses because of keys that are not provably ours, before anything is written. */
export function strangersRefusal(
  subject: SeedSubject,
  strangers: readonly AccessKey[],
  journal: JournalFact,
): RefuseStep {
  const { user, home } = subject;
  const [a, it] = strangers.length === 1 ? ["a key", "it"] : ["keys", "them"];
  const proof =
    journal.kind === "forbidden"
      ? `nothing proves that Latchkey made ${it}: the caller may not read and write ${journalOf(subject).name}`
      : `nothing proves that Latchkey made ${it}`;
  const full = strangers.length > 1 ? ", so that both slots that AWS allows are taken" : "";
  return {
    ...refuse("SEED_KEY_NOT_OURS", `the user has ${a}${full}, and ${proof}`, strangers),
    advice: [
      `If anything works with ${namesOf(strangers)}, give the ${home?.noun ?? "target"} a user of its own.`,
      `Otherwise turn ${it} off, see whether anything fails: ${deactivationCommands(user, strangers)}`,
      `and then delete ${it}: ${deletionCommands(user, strangers)}`,
    ].join("\n"),
  };
}
