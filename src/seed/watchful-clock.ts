import type { Clock } from "../domain/clock.js";
import type { JournalKeeper } from "./journal-keeper.js";
import type { KeyWorld } from "./world.js";

/** How often a key that is waited for is looked for in the list, and how many lists without it mean that it is gone. */
const LOOK_FOR_IT_MS = 5_000;
const LISTS_WITHOUT_IT = 2;

/** The key that a run waits for. */
export interface Watched {
  readonly userName: string;
  readonly keyId: string;
  readonly keeper: Pick<JournalKeeper, "touch">;
  /** What to fail with once IAM does not list the key any more. */
  gone(): Error;
}

/**
 * The clock of a run that waits for a key: while it sleeps, others see that it lives, and it sees when its key or its
 * entry is gone.
 */
export function watchfulClock(
  { clock, iam }: Pick<KeyWorld, "clock" | "iam">,
  { userName, keyId, keeper, gone }: Watched,
): Clock {
  let lookedAt = clock.now().getTime();
  let seen = false;
  let without = 0;
  return {
    now: () => clock.now(),
    random: () => clock.random(),
    sleep: async (ms, signal) => {
      await keeper.touch();
      const now = clock.now().getTime();
      if (now - lookedAt >= LOOK_FOR_IT_MS) {
        lookedAt = now;
        const isThere = ((await iam.keys(userName)) ?? []).some(({ id }) => id === keyId);
        seen ||= isThere;
        without = isThere || !seen ? 0 : without + 1;
        if (without >= LISTS_WITHOUT_IT) throw gone();
      }
      await clock.sleep(ms, signal);
    },
  };
}
