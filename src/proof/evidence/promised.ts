/** What was found about a promise. */
export interface PromiseVerdict {
  readonly held: boolean;
  readonly expected: string;
  /** What was seen, with key ids masked. */
  readonly seen: string;
}

/** Something that a story promises, and how it is told from the record of its stages. */
export interface Promised<History> {
  readonly title: string;
  /** The stages that it is judged by; while one of them was not reached it counts as broken. */
  readonly after: readonly (keyof History & string)[];
  check(history: Required<History>): PromiseVerdict;
}

/** A promise with its verdict; a line of the table. */
export interface Evidence extends PromiseVerdict {
  readonly title: string;
}

/** Judges a promise by what is recorded. */
export function judgePromise<History>(
  { title, after, check }: Promised<History>,
  history: History,
): Evidence {
  const missing = after.find((stage) => history[stage] === undefined);
  if (missing !== undefined) {
    return { title, held: false, expected: `stage "${missing}" is reached`, seen: "it was not" };
  }
  return { title, ...check(history as Required<History>) };
}
