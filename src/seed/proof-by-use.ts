import { pauseMs, pausePolicies, spreadMs } from "../domain/backoff.js";
import type { IamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import { OnTheWay } from "../domain/on-the-way.js";
import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import { pause } from "./walk.js";
import type { KeyPair, KeyWorld, SeedWorld } from "./world.js";

/** Longest time that a key is given to begin to work; the AWS provider's own limit for propagation. */
export const PROOF_PATIENCE_MS = 120_000;
const FEWEST_SUCCESSES = 3;
const LONGEST_GAP_MS = 5_000;

/** After these another request is bound to end the same way, whatever the key does. */
const HOPELESS: readonly FaultCode[] = [
  "GATEWAY_OBJECT_MISSING",
  "GATEWAY_OBJECT_KIND",
  "GATEWAY_PERMISSION_DENIED",
  "GATEWAY_UNAUTHENTICATED",
  "GATEWAY_WRONG_URL",
];

export type ProofResult = { readonly proven: true } | { readonly proven: false; readonly why: string };

/** How often it is asked whether a key that does not work is still the one to prove. */
const STILL_WANTED_MS = 5_000;

/**
 * Proves a key by use: STS has to name the user for these very credentials several times in a row, spread over
 * `settleSeconds`, because a new key works, fails and works again while AWS spreads it. Gives up after `patienceMs`
 * (default: two minutes), or once `stillWanted`, asked now and then while the key does not work, says that it was
 * replaced meanwhile. An answer that names another identity is a fault at once; null for a key that may be any one's.
 */
export async function proveByIdentity(
  world: KeyWorld,
  user: IamUserArn | null,
  pair: KeyPair,
  patienceMs = PROOF_PATIENCE_MS,
  stillWanted?: () => Promise<boolean>,
): Promise<ProofResult> {
  const settleMs = world.settleSeconds * 1000;
  const needed = Math.max(FEWEST_SUCCESSES, 1 + Math.ceil(settleMs / LONGEST_GAP_MS));
  const gapMs = settleMs / (needed - 1);
  const deadline = world.clock.now().getTime() + patienceMs;
  let inARow = 0;
  const onTheWay = new OnTheWay();
  let why = "it was never accepted";
  let askedAt = world.clock.now().getTime();
  for (;;) {
    world.signal.throwIfAborted();
    const answer = await world.iam.whoIs(pair);
    if ("arn" in answer) {
      if (user && answer.arn !== user.arn) throw strangersKey(pair, user, answer.arn);
      inARow += 1;
      if (inARow === needed) return { proven: true };
    } else {
      inARow = 0;
      why = onTheWay.after(answer.refused);
      onTheWay.hears(answer.refused);
      const now = world.clock.now().getTime();
      if (stillWanted && now - askedAt >= STILL_WANTED_MS) {
        askedAt = now;
        if (!(await stillWanted())) return { proven: false, why: `${why}, and it was replaced meanwhile` };
      }
    }
    // Between successes never less than the gap: together they have to span the settle time.
    const chance = world.clock.random();
    const { seedProof, seedProofGap } = pausePolicies;
    const afterMs = inARow > 0 ? spreadMs(seedProofGap, gapMs, chance) : pauseMs(seedProof, 1, chance);
    if (world.clock.now().getTime() + afterMs > deadline) return { proven: false, why };
    await world.clock.sleep(afterMs, world.signal);
  }
}

/**
 * Proves the gateway's key by having a dynamic producer issue one credential. A gateway whose key does not work yet
 * answers with an error of its own, so it is asked again for two minutes at most; a producer that is not there, or that
 * the caller may not use, is not asked twice.
 */
export async function proveByIssuing(world: SeedWorld, producer: string): Promise<ProofResult> {
  const deadline = world.clock.now().getTime() + PROOF_PATIENCE_MS;
  const onTheWay = new OnTheWay();
  for (;;) {
    world.signal.throwIfAborted();
    try {
      await world.gateway.proveByIssuing(producer);
      return { proven: true };
    } catch (error) {
      if (!Fault.is(error)) throw error;
      const late = world.clock.now().getTime() >= deadline;
      const { seen } = error.details;
      if (late || HOPELESS.includes(error.code)) return { proven: false, why: onTheWay.after(seen) };
      onTheWay.hears(seen);
    }
    await pause(world, pausePolicies.seedProofByIssuing);
  }
}

function strangersKey(pair: KeyPair, user: IamUserArn, arn: string): Fault {
  return new Fault("SEED_KEY_OF_ANOTHER", {
    doing: `proving access key ${masked(pair.id)} of IAM user ${JSON.stringify(user.name)}`,
    seen: `STS names ${arn} for it`,
    state: "Nothing was changed by the proof.",
  });
}
