import type { PathStep } from "../diagnostic.js";

/** The way to a value inside an object. */
export type Path = readonly PathStep[];

/** The path as a person writes it in a configuration: `rules[0].prefix`, `tags["a"]`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => {
      if ("attribute" in step) return index === 0 ? step.attribute : `.${step.attribute}`;
      return "index" in step ? `[${step.index}]` : `[${JSON.stringify(step.key)}]`;
    })
    .join("");
}
