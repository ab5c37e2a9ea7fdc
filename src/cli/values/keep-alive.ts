import { Fault } from "../../errors/fault.js";
import type { CliWorld } from "../world.js";
import type { Lease } from "./lease.js";

/** The gateway extends by whole minutes, so that nothing is extended more often. */
const SHORTEST_MS = 30_000;

/**
 * Extends a user's credential by its own lifetime whenever half of that is over, until `until` is aborted. Where that
 * fails, it is tried again while the credential still works. What cannot be extended is told once, and runs out.
 */
export async function keepAlive(
  { clients, credential, endsAt, revocableId, path, host }: Lease,
  { clock }: Pick<CliWorld, "clock">,
  until: AbortSignal,
): Promise<void> {
  const { ttlSeconds } = credential;
  if (revocableId === null || ttlSeconds === null || endsAt === null) return;
  const now = () => clock.now().getTime();
  const halfMs = Math.max(ttlSeconds * 500, SHORTEST_MS);
  const againMs = Math.max(ttlSeconds * 100, SHORTEST_MS);
  // Its life counts from when it was asked for, however long the answer took, and whatever was waited for since.
  let due = endsAt.getTime() - ttlSeconds * 1000 + halfMs;
  let told = false;
  for (;;) {
    const ended = await clock.sleep(Math.max(due - now(), 0), until).then(
      () => false,
      () => true,
    );
    if (ended) return;
    const askedAt = now();
    try {
      const minutes = Math.max(1, Math.floor(ttlSeconds / 60));
      await clients.gateway.issuedCredentials.extend(path, { id: revocableId }, minutes, { signal: until });
      due = askedAt + halfMs;
      told = false;
    } catch (error) {
      if (until.aborted) return;
      if (!Fault.is(error)) throw error;
      due = now() + againMs;
      if (!told)
        host.progress(
          `Warning: ${revocableId} could not be extended, and may end before the program does. ${error.message}`,
        );
      told = true;
    }
  }
}
