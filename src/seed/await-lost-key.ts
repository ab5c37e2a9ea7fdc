import { beforeLookingAgain } from "./walk.js";
import type { AccessKey, KeyWorld } from "./world.js";

const LOOKS = 3;

/** A key whose reply was lost may show up late in the list; it must not be overlooked before the next attempt. */
export async function awaitLostKey(
  world: KeyWorld,
  userName: string,
  before: readonly AccessKey[],
): Promise<void> {
  world.progress(`no clear answer to the request for a key of ${userName}; looking what exists`);
  const isNew = ({ id }: AccessKey) => !before.some((key) => key.id === id);
  for (let look = 0; look < LOOKS; look++) {
    if (((await world.iam.keys(userName)) ?? []).some(isNew)) return;
    await beforeLookingAgain(world);
  }
}
