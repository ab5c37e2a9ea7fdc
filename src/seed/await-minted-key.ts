import type { IamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { proveByIdentity } from "./proof-by-use.js";
import { type Watched, watchfulClock } from "./watchful-clock.js";
import type { KeyPair, KeyWorld } from "./world.js";

/**
 * Waits until a key that was just minted works steadily; gives what to fail with where it does not. Throws as soon as
 * IAM does not list it any more, once `dropped` was called.
 */
export async function awaitMintedKey(
  world: KeyWorld,
  user: IamUserArn,
  pair: KeyPair,
  { keeper, dropped }: Pick<Watched, "keeper"> & { dropped(): void },
): Promise<Fault | undefined> {
  const doing = `waiting until access key ${masked(pair.id)} works`;
  const unusable = (seen: string) => new Fault("SEED_KEY_UNUSABLE", { doing, seen, state: "" });
  const gone = () => {
    dropped();
    return unusable("IAM does not list it any more: it was deleted meanwhile");
  };
  world.progress(doing);
  const clock = watchfulClock(world, { userName: user.name, keyId: pair.id, keeper, gone });
  const proof = await proveByIdentity({ ...world, clock }, user, pair);
  if (proof.proven) return undefined;
  return unusable(`STS did not accept it steadily within two minutes: ${proof.why}`);
}
