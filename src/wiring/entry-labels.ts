import type { JournalEntry, JournalWork } from "../seed/index.js";

/**
 * How a journal entry is told in staging labels: `latchkey:FIELD:…`, one per field, as all versions of a secret have 20
 * together. A label has 256 characters.
 * Source: quotas of Secrets Manager, https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
 */
const PREFIX = "latchkey:";
const FIELDS = ["by", "user", "work", "before", "asked", "minted", "ours"] as const;
const LONGEST = 256;

/** Whether a label is one of an entry. */
export function isEntryLabel(label: string): boolean {
  return FIELDS.some((field) => label.startsWith(`${PREFIX}${field}:`));
}

/** The labels of an entry in the order in which they come off: by the hand it is known as long as one is left. */
export function entryLabelsToRemove(labels: readonly string[]): readonly string[] {
  const isHand = (label: string) => label.startsWith(`${PREFIX}by:`);
  const own = labels.filter(isEntryLabel);
  return [...own.filter((label) => !isHand(label)), ...own.filter(isHand)];
}

/** The labels of an entry. @param turn how often the entry has changed hands */
export function entryLabels(entry: JournalEntry, turn: number): string[] {
  const { by, user, work, before, asked, minted, ours } = entry;
  return [
    label("by", [turn, by.process, by.run, by.at.getTime(), by.host].join(":")),
    userLabel(user),
    label("work", work ?? "none"),
    ...(before.length > 0 ? [label("before", before.join("+"))] : []),
    ...(asked.length > 0 ? [label("asked", asked.map((at) => at.getTime() / 1000).join("+"))] : []),
    ...(minted !== null ? [label("minted", minted)] : []),
    ...(ours.length > 0 ? [label("ours", ours.join("+"))] : []),
  ];
}

function label(field: (typeof FIELDS)[number], text: string): string {
  return `${PREFIX}${field}:${text}`.slice(0, LONGEST);
}

function userLabel(arn: string): string {
  return label("user", arn);
}

const WORKS: readonly (JournalWork | "none")[] = ["create", "revive", "reseed", "destroy", "none"];

/** The entry that these labels tell; undefined where they are none. @param userArn of whom it is to tell, whole */
export function entryOfLabels(
  labels: readonly string[],
  userArn: string,
): { readonly entry: JournalEntry; readonly turn: number } | undefined {
  const told = (field: (typeof FIELDS)[number]) =>
    labels
      .filter((label) => label.startsWith(`${PREFIX}${field}:`))
      .map((label) => label.slice(PREFIX.length + field.length + 1));
  const lists = (field: "before" | "asked" | "ours") => [
    ...new Set(told(field).flatMap((text) => text.split("+"))),
  ];
  // While an entry is rewritten, the new label stands beside the old one.
  const hands = told("by").map((text) => text.split(":"));
  const [hand] = hands.sort((one, other) => Number(other[3]) - Number(one[3]));
  const works = told("work");
  // They are all written at once; an entry whose user's label is gone was being removed.
  const [user = userLabel(userArn).slice(`${PREFIX}user:`.length)] = told("user");
  if (!hand) return undefined;
  const [turn, process = "", run, at, ...host] = hand;
  const open = works.find((text) => text !== "none");
  return {
    turn: Number(turn),
    entry: {
      // A long path may not have found room.
      user: userLabel(userArn) === `${PREFIX}user:${user}` ? userArn : user,
      work: WORKS.find((work): work is JournalWork => work === open) ?? null,
      before: lists("before"),
      asked: lists("asked").map((seconds) => new Date(Number(seconds) * 1000)),
      minted: told("minted")[0] ?? null,
      ours: lists("ours"),
      by: { process, run: Number(run), host: host.join(":"), at: new Date(Number(at)) },
    },
  };
}
