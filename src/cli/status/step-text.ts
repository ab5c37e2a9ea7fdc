import type { HandOver, HandOverKey, HandOverStep } from "./hand-over.js";

/** A step in words; one that has not happened yet begins with `to come:`. */
export function stepText(step: HandOverStep, { keys, target }: HandOver): string {
  const { role = "seed", id } = keys[step.key] ?? {};
  const name = id === undefined ? `${role} (its id is not known any more)` : `${role} ${id}`;
  const words = {
    "handed over": `${name} was handed over to ${target}`,
    rotated: step.done
      ? `a rotation made ${name}, which the gateway works with`
      : "a rotation replaces the seed",
    replaced: `a rotation replaced ${name}`,
    "rotated again": `the last rotation made ${name}, which the gateway works with`,
    "turned off": step.done ? `${name} was turned off` : `${name} is turned off`,
    deleted: step.done ? `${name} was deleted` : `${name} is deleted`,
    made: `${name} was made${MAKERS[role] ?? ""}`,
    "next rotation": `the next rotation replaces ${name}`,
  }[step.what];
  return step.done ? words : `to come: ${words}`;
}

const MAKERS: Partial<Record<HandOverKey["role"], string>> = {
  "unknown key": ", by whom is not known",
  "new key": " by a rotation under way",
  "key in grace": " by a rotation before the last",
};
