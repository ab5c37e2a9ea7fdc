import type { Style } from "../io.js";
import type { HandOver, HandOverStep } from "./hand-over.js";
import { stepText } from "./step-text.js";
import { minute } from "./time-words.js";

const NO_DATE = "·".padStart(9).padEnd(16);

/** A key's line from one step to the next: not made yet, working, turned off, gone. */
type Course = " " | "│" | "┊";

const MARKS: { readonly [W in HandOverStep["what"]]: { readonly mark: string; readonly next: Course } } = {
  "handed over": { mark: "●", next: "│" },
  rotated: { mark: "●", next: "│" },
  replaced: { mark: "◐", next: "│" },
  "rotated again": { mark: "●", next: "│" },
  "turned off": { mark: "○", next: "┊" },
  deleted: { mark: "✕", next: " " },
  made: { mark: "●", next: "│" },
  "next rotation": { mark: "◌", next: "│" },
};
const TO_COME = "◌";

/** The hand-over for a terminal: a row for each step, a column for each key. */
export function drawing(handOver: HandOver, style: Style): string[] {
  const courses: Course[] = handOver.keys.map(() => " ");
  return handOver.steps.map((step) => {
    const { mark, next } = MARKS[step.what];
    const columns = courses.map((course, index) =>
      index === step.key ? (step.done ? mark : TO_COME) : course,
    );
    if (step.done) courses[step.key] = next;
    const row = `${step.at ? minute(step.at) : NO_DATE}  ${columns.join(" ")}  ${stepText(step, handOver)}`;
    return step.done ? row : style.dim(row);
  });
}
