/** What the path of a journal entry ends with. */
export const JOURNAL_SUFFIX = ".latchkey-seed";

/**
 * The path of the small item in which it is kept whose the keys of a seeded target are. It stands beside the target, so
 * that whoever may work in the target's folder may write it, and items and targets have names of their own.
 */
export function journalPath(target: string): string {
  return `${target}${JOURNAL_SUFFIX}`;
}
