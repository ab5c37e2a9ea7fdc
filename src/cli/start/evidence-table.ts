import type { Evidence } from "../../proof/evidence/promised.js";
import type { Style } from "../io.js";

/** The evidence as a person reads it: one line per promise, and what was expected where one is broken. */
export function evidenceTable(evidence: readonly Evidence[], style: Style): string {
  const width = Math.max(...evidence.map(({ title }) => title.length));
  const lines = evidence.flatMap(({ title, held, expected, seen }) => {
    if (held) return [`${style.green("✔")} ${title.padEnd(width)}  ${style.dim(seen)}`];
    const indent = " ".repeat(4);
    return [
      `${style.red("✘")} ${style.bold(title)}`,
      `${indent}expected  ${expected}`,
      `${indent}seen      ${seen}`,
    ];
  });
  const broken = evidence.filter(({ held }) => !held).length;
  const verdict =
    broken === 0
      ? style.green(`All ${evidence.length} promises held.`)
      : style.red(`${broken} of ${evidence.length} promises did not hold.`);
  return [...lines, "", verdict].join("\n");
}
