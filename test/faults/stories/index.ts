import { ADDRESSES } from "../stack/own-configuration.js";
import type { Phase, Story } from "./story.js";

const APPLY = { command: "apply", args: [] } as const;
const WHOLE = {};

/** Every story, in the order of the table. */
export const stories: readonly Story[] = [
  {
    phase: "create",
    title: "apply: everything is made, the seed is retired",
    foreignKeys: "leave",
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "retire",
    title: "apply: a retirement is added; the gateway deletes the seed itself",
    foreignKeys: "delete",
    before: { retirement: false },
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "update",
    title: "apply: everything is changed in place",
    foreignKeys: "leave",
    before: WHOLE,
    work: { ...APPLY, changes: { updated: true } },
  },
  {
    phase: "revive",
    title: "apply: the working key was deleted, the target gets a new seed",
    foreignKeys: "leave",
    before: WHOLE,
    person: ({ person, userName, heldKey }) => person.deleteKey(userName, heldKey()),
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "replace",
    title: "apply -replace of everything",
    foreignKeys: "leave",
    before: WHOLE,
    work: { command: "apply", changes: WHOLE, args: ADDRESSES.map((address) => `-replace=${address}`) },
    again: { command: "apply", changes: WHOLE },
  },
  {
    phase: "lost",
    title: "apply: the target was deleted behind Terraform's back",
    foreignKeys: "delete",
    before: WHOLE,
    person: ({ person, target }) => person.deleteTarget(target),
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "destroy",
    title: "destroy",
    foreignKeys: "leave",
    before: WHOLE,
    work: { command: "destroy", changes: WHOLE, args: [] },
  },
  {
    phase: "undo",
    title: "apply that fails, then destroy instead of another apply",
    foreignKeys: "leave",
    work: { ...APPLY, changes: WHOLE },
    again: { command: "destroy", changes: WHOLE },
  },
];

export function storyOf(phase: Phase): Story {
  const found = stories.find((story) => story.phase === phase);
  if (!found) throw new Error(`there is no story ${phase}`);
  return found;
}
