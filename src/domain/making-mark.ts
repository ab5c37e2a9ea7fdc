/**
 * The mark that an object of the gateway bears while its create is under way: a tag, or the end of the description
 * where the type has no tags. It tells when and by which process it was made, so that what a killed run has left can
 * be told from what another process is making at this moment, and from everything that is not ours.
 */
export interface MakingMark {
  /** As it stands among the tags. */
  readonly text: string;
  readonly madeAt: Date;
  /** The process that set it. */
  readonly maker: string;
}

const WORD = "latchkey-unfinished";
const SHAPE = new RegExp(
  `^${WORD}-(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)(\\d{3})Z-([0-9a-f]{16})-\\d{1,9}$`,
);
const AT_THE_END = new RegExp(`(?:^| )\\[(${WORD}-[^\\]\\s]+)\\]$`);

/** What bears marks: as a rule nothing does, and they are not mentioned. */
export interface Marked {
  readonly marks?: readonly MakingMark[];
}

/** The texts of the marks of an object. */
export function markTexts({ marks = [] }: Marked): readonly string[] {
  return marks.map(({ text }) => text);
}

/** The text of a mark; `count` tells the creates of one process apart. */
export function makingMark(madeAt: Date, maker: string, count: number): string {
  return `${WORD}-${madeAt.toISOString().replace(/[-:.]/g, "")}-${maker}-${count}`;
}

/** The mark that a text is; undefined for any other text. */
export function parseMakingMark(text: string): MakingMark | undefined {
  const [, year, month, day, hour, minute, second, ms, maker] = SHAPE.exec(text) ?? [];
  if (maker === undefined) return undefined;
  const madeAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(madeAt.getTime()) ? undefined : { text, madeAt, maker };
}

/** Parts the tags that a deployer has given from the marks among them. */
export function withoutMarks(tags: readonly string[]): { readonly tags: readonly string[] } & Marked {
  const marks = tags.flatMap((tag) => parseMakingMark(tag) ?? []);
  if (marks.length === 0) return { tags };
  return { tags: tags.filter((tag) => parseMakingMark(tag) === undefined), marks };
}

/** Parts a description from the mark at its end; null for one that is nothing but a mark. */
export function withoutMark(description: string | null): { readonly description: string | null } & Marked {
  const found = AT_THE_END.exec(description ?? "");
  const mark = parseMakingMark(found?.[1] ?? "");
  if (description === null || found === null || !mark) return { description };
  return { description: description.slice(0, found.index) || null, marks: [mark] };
}

/** A description with a mark at its end. */
export function describedWith(description: string | null, mark: string): string {
  return description ? `${description} [${mark}]` : `[${mark}]`;
}

/** What is wrong with a tag or a description that a mark would be taken for, in words that complete "… should …". */
export function markFlaw(...texts: readonly string[]): string | undefined {
  const taken = texts.find((text) => parseMakingMark(text) ?? withoutMark(text).marks);
  return taken === undefined
    ? undefined
    : `should not look like the mark of an unfinished create, got ${JSON.stringify(taken)}`;
}
