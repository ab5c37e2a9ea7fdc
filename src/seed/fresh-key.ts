import type { IamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { awaitLostKey } from "./await-lost-key.js";
import type { Deeds } from "./deeds.js";
import type { Heard } from "./hearing.js";
import type { IamTime } from "./key-requests.js";
import { KeyWrites } from "./key-writes.js";
import { MOST_ATTEMPTS } from "./next-mint-step.js";
import type { ReseedMemory } from "./next-reseed-step.js";
import { proveByIdentity } from "./proof-by-use.js";
import type { ReseedEntry } from "./reseed-entry.js";
import { beforeLookingAgain } from "./walk.js";
import type { AccessKey, KeyPair, KeyWorld, Outcome } from "./world.js";

const ASKED = "a key that was asked for was made";

/** The key that a run mints as a fresh seed, from the request for it until it works; or until it is taken back. */
export class FreshKey {
  #pair: KeyPair | undefined;
  #memory: Pick<ReseedMemory, "inHand" | "attempts" | "failed"> = {
    inHand: undefined,
    attempts: 0,
    failed: false,
  };
  /** Why the run cannot succeed any more. */
  failure: unknown;
  /** Whether nothing may be left of what this run has asked IAM for. */
  isAccounted = true;
  readonly #keys: KeyWrites;

  constructor(
    readonly world: Heard<KeyWorld>,
    readonly user: IamUserArn,
    readonly entry: ReseedEntry,
    readonly deeds: Deeds,
  ) {
    this.#keys = new KeyWrites(world, deeds);
  }

  get memory(): Pick<ReseedMemory, "inHand" | "attempts" | "failed"> {
    return this.#memory;
  }

  /** The key with its secret. */
  get pair(): KeyPair {
    if (!this.#pair) throw new Error("a step that needs the minted key was decided without one");
    return this.#pair;
  }

  /** Asks for a key, once; `listed` are those that are there, `held` the ones that it is to replace. */
  async ask(listed: readonly AccessKey[], held: readonly string[], told: IamTime): Promise<void> {
    const { world, entry, deeds } = this;
    const attempts = this.#memory.attempts + 1;
    await entry.asking(held, told);
    this.#remember({ attempts });
    const outcome = await this.#asked(attempts);
    if (!outcome) return;
    if (outcome.kind === "unclear") {
      this.isAccounted = false;
      deeds.doubt(ASKED);
      return awaitLostKey(world, this.user.name, listed);
    }
    const { id } = outcome.value;
    this.#pair = outcome.value;
    this.#remember({ inHand: { id, works: false, offers: 0 } });
    deeds.done(`access key ${masked(id)} was made`);
    world.progress(`minted access key ${masked(id)} of ${this.user.name}`);
    try {
      await entry.minted(id);
    } catch (error) {
      if (!Fault.is(error) || world.signal.aborted || error.code === "SEED_AT_WORK") throw error;
      this.fail(error);
    }
  }

  /** Undefined where the request was certainly refused. */
  async #asked(attempts: number): Promise<Outcome<KeyPair> | undefined> {
    const { world } = this;
    try {
      return await world.iam.createKey(this.user.name);
    } catch (error) {
      if (!Fault.is(error) || world.signal.aborted) throw error;
      await this.entry.refused();
      // A rotation may have taken the room a moment ago: the list will show it, and it will pass.
      if (error.code === "AWS_KEY_QUOTA" && attempts < MOST_ATTEMPTS) await beforeLookingAgain(world);
      else this.fail(error);
      return undefined;
    }
  }

  /** Waits until the key works, or fails. */
  async awaitWorking(): Promise<void> {
    const { world, pair } = this;
    world.progress(`waiting until access key ${masked(pair.id)} works`);
    const proof = await proveByIdentity(world, this.user, pair);
    if (proof.proven) return this.#rememberOwn({ works: true });
    this.fail(
      new Fault("SEED_KEY_UNUSABLE", {
        doing: `waiting until access key ${masked(pair.id)} works`,
        seen: `STS did not accept it steadily within two minutes: ${proof.why}`,
        state: "",
      }),
    );
  }

  /** How many requests to hand it over were sent and not certainly refused. */
  offered(offers: number): void {
    this.#rememberOwn({ offers });
  }

  /** Ends a key of ours that never came into use: this one, or one of an earlier attempt. */
  async takeBack(how: "deactivate" | "delete", keyId: string): Promise<void> {
    const isOwn = keyId === this.#memory.inHand?.id;
    // A run that has lost its entry touches nothing any more but what it has made itself.
    if (!isOwn) await this.entry.holds();
    await this.#keys[how](this.user, keyId, "which never came into use");
    if (how === "deactivate") return;
    this.deeds.settle(ASKED);
    if (!isOwn) return;
    this.#pair = undefined;
    this.#remember({ inHand: undefined });
  }

  /** Ends the run in failure, once what it made is taken back. */
  fail(failure: Fault): void {
    this.failure = failure;
    this.world.onTheWay.hearsOf(failure.details.doing, failure);
    this.#remember({ failed: true });
  }

  #rememberOwn(news: { works?: boolean; offers?: number }): void {
    const { inHand } = this.#memory;
    if (inHand) this.#remember({ inHand: { ...inHand, ...news } });
  }

  #remember(news: Partial<Pick<ReseedMemory, "inHand" | "attempts" | "failed">>): void {
    this.#memory = { ...this.#memory, ...news };
  }
}
