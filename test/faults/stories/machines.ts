import { MACHINE_GRACE_SECONDS } from "../stack/changes.js";
import type { Story } from "./story.js";

const APPLY = { command: "apply", args: [] } as const;
const FIRST_KEY = { trigger: "1" };
const SECOND_KEY = { trigger: "2" };

const FUNCTION = {
  stack: "rotation-function",
  aws: "sandbox",
  realTime: false,
  foreignKeys: "leave",
} as const;

/** The life of a machine user's key, from its first one on. `place`: where readers find it. */
function lifeIn(stack: "machine" | "gateway-machine", place: string): readonly Story[] {
  const common = { stack, aws: "sandbox", realTime: false, foreignKeys: "leave" } as const;
  return [
    {
      phase: stack,
      title: `apply: a machine user's first key is delivered into ${place}`,
      ...common,
      work: { ...APPLY, changes: FIRST_KEY },
    },
    {
      phase: `${stack}-rotate`,
      title: `apply: another trigger replaces a machine user's key in ${place}, and the one before stays for its grace`,
      ...common,
      before: FIRST_KEY,
      work: { ...APPLY, changes: SECOND_KEY },
    },
    {
      phase: `${stack}-end`,
      title: `apply: the grace of a machine user's replaced key is over, in ${place}`,
      ...common,
      before: [FIRST_KEY, SECOND_KEY],
      person: async ({ wait }) => wait(MACHINE_GRACE_SECONDS / 60 + 5),
      work: { ...APPLY, changes: SECOND_KEY },
    },
    {
      phase: `${stack}-destroy`,
      title: `destroy of a machine user's key in ${place}, and of the one before in its grace`,
      ...common,
      before: [FIRST_KEY, SECOND_KEY],
      work: { command: "destroy", changes: SECOND_KEY, args: [] },
    },
  ];
}

/** The same with a rotation function, which Secrets Manager and a schedule call. */
const byFunction: readonly Story[] = [
  {
    phase: "rotation-function-first",
    title: "Secrets Manager has an empty secret rotated: a machine user's first key, in four steps",
    ...FUNCTION,
    work: { ...APPLY, changes: FIRST_KEY },
  },
  {
    phase: "rotation-function",
    title: "Secrets Manager has a secret rotated: another key of a machine user, in four steps",
    ...FUNCTION,
    before: FIRST_KEY,
    work: { ...APPLY, changes: SECOND_KEY },
  },
  {
    phase: "rotation-function-end",
    title: "the schedule of a rotation function: the grace of a machine user's replaced key is over",
    ...FUNCTION,
    before: [FIRST_KEY, SECOND_KEY],
    person: async ({ wait }) => wait(MACHINE_GRACE_SECONDS / 60 + 5),
    work: { ...APPLY, changes: SECOND_KEY },
  },
];

/** What becomes of a machine user's key, wherever it is delivered and whatever delivers it. */
export const machineStories: readonly Story[] = [
  ...lifeIn("machine", "Secrets Manager"),
  ...lifeIn("gateway-machine", "a static secret"),
  ...byFunction,
];
