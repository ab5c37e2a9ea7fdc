import { renamedPath } from "../stack/changes.js";
import { ADDRESSES } from "../stack/own-configuration.js";
import { machineStories } from "./machines.js";
import type { Phase, Story } from "./story.js";

const APPLY = { command: "apply", args: [] } as const;
const WHOLE = {};
const OWN = { stack: "own", aws: "sandbox", realTime: false } as const;

/** Every story, in the order of the table. */
export const stories: readonly Story[] = [
  {
    phase: "create",
    title: "apply: everything is made, the seed is retired",
    ...OWN,
    foreignKeys: "leave",
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "retire",
    title: "apply: a retirement is added; the gateway deletes the seed itself",
    ...OWN,
    foreignKeys: "delete",
    before: { retirement: false },
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "update",
    title: "apply: everything is changed in place",
    ...OWN,
    foreignKeys: "leave",
    before: WHOLE,
    work: { ...APPLY, changes: { updated: true } },
  },
  {
    phase: "rename",
    title: "apply: everything gets another path; the user is dedicated to the new one already",
    ...OWN,
    foreignKeys: "leave",
    before: WHOLE,
    person: ({ person, userName, target }) => person.dedicate(userName, renamedPath(target)),
    work: { ...APPLY, changes: { renamed: true } },
  },
  {
    phase: "revive",
    title: "apply: the working key was deleted, the target gets a new seed",
    ...OWN,
    foreignKeys: "leave",
    before: WHOLE,
    person: ({ person, userName, heldKey, wait }) => {
      wait(60);
      return person.deleteKey(userName, heldKey());
    },
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "reseed",
    title: "apply: a raised seed_version asks for a fresh seed",
    ...OWN,
    foreignKeys: "leave",
    before: WHOLE,
    person: async ({ wait }) => wait(60),
    work: { ...APPLY, changes: { freshSeed: true } },
  },
  {
    phase: "user",
    title: "apply: the target works with another user from now on",
    ...OWN,
    foreignKeys: "leave",
    before: WHOLE,
    person: async ({ wait }) => wait(60),
    work: { ...APPLY, changes: { source: "successor" } },
  },
  {
    phase: "unseed",
    title:
      "apply: the target works with the gateway's own identity instead of the user's key, and is rotated no more",
    ...OWN,
    foreignKeys: "leave",
    before: WHOLE,
    work: { ...APPLY, changes: { source: "gateway" } },
  },
  {
    phase: "seed",
    title: "apply: a target that worked with the gateway's own identity gets a user's key",
    ...OWN,
    foreignKeys: "leave",
    before: { source: "gateway" },
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "import",
    title:
      "apply: the state was lost before the retirement; everything is imported, changed, and the seed retired",
    ...OWN,
    foreignKeys: "leave",
    before: { retirement: false },
    person: async ({ loseState }) => loseState(),
    work: { ...APPLY, changes: { imported: true, updated: true } },
  },
  {
    phase: "replace",
    title: "apply -replace of everything",
    ...OWN,
    foreignKeys: "leave",
    before: WHOLE,
    work: { command: "apply", changes: WHOLE, args: ADDRESSES.map((address) => `-replace=${address}`) },
    again: { command: "apply", changes: WHOLE },
  },
  {
    phase: "lost",
    title: "apply: the target was deleted behind Terraform's back, its seed not yet retired",
    ...OWN,
    foreignKeys: "delete",
    before: { retirement: false },
    person: ({ person, target }) => person.deleteTarget(target),
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "destroy",
    title: "destroy",
    ...OWN,
    foreignKeys: "leave",
    before: WHOLE,
    work: { command: "destroy", changes: WHOLE, args: [] },
  },
  {
    phase: "undo",
    title: "apply that fails, then destroy instead of another apply",
    ...OWN,
    foreignKeys: "leave",
    work: { ...APPLY, changes: WHOLE },
    again: { command: "destroy", changes: WHOLE },
  },
  {
    phase: "quickstart",
    title: "apply of the quick start, with the real AWS provider",
    stack: "quickstart",
    aws: "sandbox",
    realTime: false,
    foreignKeys: "leave",
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "unhurried",
    title: "apply in real time, with every wait as it is by default",
    ...OWN,
    realTime: true,
    foreignKeys: "leave",
    work: { ...APPLY, changes: WHOLE },
  },
  {
    phase: "moto",
    title: "apply on moto with its authorization switched on, in real time",
    stack: "own",
    aws: "moto",
    realTime: true,
    foreignKeys: "leave",
    work: { ...APPLY, changes: WHOLE },
  },
  ...machineStories,
];

export function storyOf(phase: Phase): Story {
  const found = stories.find((story) => story.phase === phase);
  if (!found) throw new Error(`there is no story ${phase}`);
  return found;
}
