import { instanceRole } from "./instance-role/story.js";
import { machineUser } from "./machine-user/story.js";
import { mainJob } from "./main-job/story.js";
import { otherSystems } from "./other-systems/story.js";
import type { Story } from "./story.js";
import { usersForAWhile } from "./temporary-users/story.js";

/** The systems of the seed documents, in the order of the documents. */
export const stories: readonly Story[] = [mainJob, usersForAWhile, otherSystems, instanceRole, machineUser];

/** Every promise of every story, in the order in which they are shown. */
export const promises: readonly { readonly document: string; readonly title: string }[] = stories.flatMap(
  ({ document, promises: titles }) => titles.map((title) => ({ document, title })),
);

/** Every program that some stories run, from the repository's root. */
export function exampleProgramsOf(played: readonly Story[]): string[] {
  return played.flatMap(({ programs }) => programs);
}
