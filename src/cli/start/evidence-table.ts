import type { Evidence } from "../../proof/evidence/promised.js";
import type { Style } from "../io.js";

/** Evidence that belongs together. */
export interface EvidenceGroup {
  /** What it is about. */
  readonly heading: string;
  /** What else there is to say about that, before the lines. */
  readonly notes?: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Why nothing was tried. */
  readonly skipped?: string | undefined;
}

/** The evidence as a person reads it: one line per promise, and what was expected where one is broken. */
export function evidenceTable(groups: readonly EvidenceGroup[], style: Style): string {
  const all = groups.flatMap(({ evidence }) => evidence);
  const paragraphs = groups.map(({ heading, notes = [], evidence, skipped }) => {
    const width = Math.max(...evidence.map(({ title }) => title.length));
    return [
      style.bold(heading),
      ...notes.map((note) => `  ${style.dim(note)}`),
      ...(skipped === undefined
        ? []
        : [style.yellow(`– SKIPPED, so that nothing is known of it: ${skipped}`)]),
      ...evidence.flatMap((line) => linesOf(line, width, style)),
    ].join("\n");
  });
  const broken = all.filter(({ held }) => !held).length;
  const unknown = groups.filter(({ skipped }) => skipped !== undefined).map(({ heading }) => heading);
  const verdict =
    broken === 0
      ? style.green(`All ${all.length} promises held.`)
      : style.red(`${broken} of ${all.length} promises did not hold.`);
  const warning = unknown.map((heading) => style.yellow(`Skipped: ${heading}`));
  return [...paragraphs, [verdict, ...warning].join("\n")].join("\n\n");
}

function linesOf({ title, held, expected, seen }: Evidence, width: number, style: Style): string[] {
  if (held) return [`${style.green("✔")} ${title.padEnd(width)}  ${style.dim(seen)}`];
  const indent = " ".repeat(4);
  return [
    `${style.red("✘")} ${style.bold(title)}`,
    `${indent}expected  ${expected}`,
    `${indent}seen      ${seen}`,
  ];
}
