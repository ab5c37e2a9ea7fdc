import type { PathStep } from "../../engine/diagnostic.js";

/** A value that is not of its type. Says where and what kind was found, never the value. */
export class Misfit extends Error {
  constructor(
    readonly path: readonly PathStep[],
    /** Completes "… should …", such as `be a string, got a number`. */
    readonly should: string,
  ) {
    super(`${placeText(path)} should ${should}`);
    this.name = "Misfit";
  }
}

/** A path as a person reads it: `rules[0].tags["a"]`. */
export function placeText(path: readonly PathStep[]): string {
  const text = path
    .map((step) =>
      "attribute" in step
        ? `.${step.attribute}`
        : `[${"key" in step ? JSON.stringify(step.key) : String(step.index)}]`,
    )
    .join("")
    .replace(/^\./, "");
  return text === "" ? "the value" : text;
}
