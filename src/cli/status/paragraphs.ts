import type { Style } from "../io.js";
import type { StatusOutcome } from "./verdict.js";

/** An outcome in its colour. */
export function coloured(outcome: StatusOutcome, style: Style): string {
  if (outcome === "in order") return style.green(outcome);
  return outcome === "needs attention" ? style.yellow(outcome) : style.red(outcome);
}

/** The line with the advice; none where there is nothing to do. */
export function whatToDo(advice: string | null, style: Style): readonly string[] {
  return advice === null ? [] : [`${style.bold("What to do:")} ${advice}`];
}

/** Paragraphs with a line between them; without those that are empty. */
export function spaced(paragraphs: readonly (readonly string[])[]): string[] {
  return paragraphs
    .filter(({ length }) => length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}
