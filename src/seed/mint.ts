import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { dedicationReader, dedicationRefusal, type SeedSubject } from "./dedication.js";
import {
  type MintDecision,
  type MintFacts,
  type MintMemory,
  type MintResult,
  type MintStep,
  nextMintStep,
} from "./next-mint-step.js";
import { nextReviveStep } from "./next-revive-step.js";
import { PROOF_PATIENCE_MS, proveByIdentity } from "./proof-by-use.js";
import { targetFact } from "./target-fact.js";
import { beforeLookingAgain, jittered, walk } from "./walk.js";
import type { AccessKey, KeyPair, Outcome, SeedWorld, TargetShape } from "./world.js";

const USER_WAIT_MS = 2_000;
const LOOKS_FOR_A_LOST_KEY = 3;
/** A key that IAM does not list may have been made a moment ago; long after that it is gone. */
const UNLISTED_PATIENCE_MS = 15_000;

export interface MintJob {
  readonly subject: SeedSubject;
  readonly shape: TargetShape;
  /**
   * Called with each key that was deleted although this run had not made it: nobody could hold its secret, but somebody
   * may miss it. Default: nobody is told.
   */
  cleared?(key: AccessKey): void;
  /** Called after each remote effect that has to be tracked: the key exists; the gateway has the target. */
  checkpoint(reached: { readonly seedKeyId: string; readonly handedOver: boolean }): void;
}

/**
 * Mints the user's first key, waits until it works, and hands it over by creating the target; the secret stays in this
 * process. Safe to run again after it ended anywhere: orphans are removed, a finished hand-over is adopted.
 */
export function mint(world: SeedWorld, job: MintJob): Promise<MintResult> {
  const { subject, shape } = job;
  return new Minting(world, job, {
    doing: `minting the first key of IAM user ${JSON.stringify(subject.user.name)} for target ${subject.target}`,
    decide: (facts) => nextMintStep(subject, facts),
    send: (pair) => world.gateway.createTarget(shape, pair),
  }).walk();
}

/**
 * Gives a target that exists, and whose user has lost the key that it held, a new seed. The target and what refers to
 * it stay. Safe to run again after it ended anywhere.
 */
export function revive(world: SeedWorld, job: MintJob): Promise<MintResult> {
  const { subject, shape } = job;
  return new Minting(world, job, {
    doing: `minting a new key of IAM user ${JSON.stringify(subject.user.name)} for target ${subject.target}, which has lost its own`,
    decide: (facts) => nextReviveStep(subject, facts),
    send: (pair) => world.gateway.updateTarget(shape, pair),
  }).walk();
}

/** What tells the two ways apart. */
interface Way {
  readonly doing: string;
  decide(facts: MintFacts): MintDecision;
  send(pair: KeyPair): Promise<Outcome>;
}

class Minting {
  #pair: KeyPair | undefined;
  #heldPair: KeyPair | undefined;
  #failure: unknown;
  #disposed = 0;
  #run: MintMemory = {
    inHand: undefined,
    attempts: 0,
    failed: false,
    held: undefined,
    acknowledged: false,
    userWaits: 0,
  };
  readonly #user: SeedSubject["user"];
  readonly #dedication: () => Promise<MintFacts["dedication"]>;

  constructor(
    readonly world: SeedWorld,
    readonly job: MintJob,
    readonly way: Way,
  ) {
    this.#user = job.subject.user;
    this.#dedication = dedicationReader(world, job.subject);
  }

  walk(): Promise<MintResult> {
    return walk<MintFacts, MintStep, MintResult>(this.world, {
      doing: this.way.doing,
      facts: () => this.#facts(),
      decide: (facts) => this.way.decide(facts),
      act: (step, facts) => this.#act(step, facts),
      state: () => this.#state(),
    });
  }

  async #facts(): Promise<MintFacts> {
    const { iam, gateway } = this.world;
    const dedication = await this.#dedication();
    if (dedicationRefusal(this.job.subject, dedication)) {
      // Neither the keys nor the target of a user that may not be touched are any of our business.
      return { dedication, keys: [], target: { kind: "unreadable" }, run: this.#run };
    }
    const keys = (await iam.keys(this.#user.name)) ?? [];
    const held = await gateway.heldKey(this.job.subject.target);
    this.#heldPair = held.kind === "key" ? held.key : undefined;
    return { dedication, keys, target: targetFact(held), run: this.#run };
  }

  async #act(step: MintStep, { keys }: MintFacts): Promise<void> {
    const { world } = this;
    switch (step.do) {
      case "awaitUser":
        this.#remember({ userWaits: this.#run.userWaits + 1 });
        return world.clock.sleep(jittered(world, USER_WAIT_MS), world.signal);
      case "deactivate":
        world.progress(`deactivating orphaned access key ${masked(step.keyId)} of ${this.#user.name}`);
        return world.iam.setStatus(this.#user.name, step.keyId, "Inactive");
      case "delete":
        world.progress(`deleting orphaned access key ${masked(step.keyId)} of ${this.#user.name}`);
        await world.iam.deleteKey(this.#user.name, step.keyId);
        this.#disposed += 1;
        if (step.keyId === this.#run.inHand?.id) this.#dropOwn();
        else this.#tellCleared(keys.find(({ id }) => id === step.keyId));
        return;
      case "createKey":
        return this.#createKey();
      case "awaitKeyWorks":
        return this.#awaitKeyWorks(this.#own());
      case "handOver":
        return this.#handOver(this.#own());
      case "proveHeldKey":
        return this.#proveHeldKey(step.keyId, step.listed);
      case "giveUp":
        throw this.#failure;
    }
  }

  async #createKey(): Promise<void> {
    const { iam, progress } = this.world;
    this.#remember({ attempts: this.#run.attempts + 1 });
    const outcome = await iam.createKey(this.#user.name);
    if (outcome.kind === "unclear") return this.#awaitLostKey();
    this.#pair = outcome.value;
    this.#remember({ inHand: { id: outcome.value.id, works: false, offers: 0 } });
    this.job.checkpoint({ seedKeyId: outcome.value.id, handedOver: false });
    progress(`minted access key ${masked(outcome.value.id)} of ${this.#user.name}`);
  }

  /** A key whose reply was lost may show up late in the list; it must not be overlooked before the next attempt. */
  async #awaitLostKey(): Promise<void> {
    const { world } = this;
    world.progress(`no clear answer to the request for a key of ${this.#user.name}; looking what exists`);
    for (let look = 0; look < LOOKS_FOR_A_LOST_KEY; look++) {
      if (((await world.iam.keys(this.#user.name)) ?? []).length > 0) return;
      await beforeLookingAgain(world);
    }
  }

  async #awaitKeyWorks(pair: KeyPair): Promise<void> {
    this.world.progress(`waiting until access key ${masked(pair.id)} works`);
    const proof = await proveByIdentity(this.world, this.#user, pair);
    if (proof.proven) return this.#rememberOwn({ works: true });
    this.#fail(
      new Fault("SEED_KEY_UNUSABLE", {
        doing: `waiting until access key ${masked(pair.id)} works`,
        seen: `STS did not accept it steadily within two minutes: ${proof.why}`,
        state: "",
      }),
    );
  }

  async #handOver(pair: KeyPair): Promise<void> {
    const { progress } = this.world;
    const earlier = this.#run.inHand?.offers ?? 0;
    this.#rememberOwn({ offers: earlier + 1 });
    try {
      const outcome = await this.way.send(pair);
      if (outcome.kind === "unclear") {
        progress(`no clear answer to the hand-over to ${this.job.subject.target}; looking it up`);
        return;
      }
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted) throw error;
      // After an unclear offer a refusal may just mean that the first one came through: the facts will tell.
      if (earlier > 0) return;
      this.#rememberOwn({ offers: 0 });
      return this.#fail(error);
    }
    this.#remember({ acknowledged: true });
    this.job.checkpoint({ seedKeyId: pair.id, handedOver: true });
    progress(`handed access key ${masked(pair.id)} over to ${this.job.subject.target}`);
  }

  async #proveHeldKey(keyId: string, listed: boolean): Promise<void> {
    const pair = this.#heldPair;
    if (pair?.id !== keyId) return;
    const { target } = this.job.subject;
    this.world.progress(`target ${target} holds access key ${masked(keyId)}; looking whether it works`);
    const patience = listed ? PROOF_PATIENCE_MS : UNLISTED_PATIENCE_MS;
    const proof = await proveByIdentity(this.world, this.#user, pair, patience);
    this.#remember({ held: { keyId, works: proof.proven } });
  }

  #tellCleared(key: AccessKey | undefined): void {
    if (key) this.job.cleared?.(key);
  }

  /** Ends the run in failure, once what it made is taken back. */
  #fail(failure: unknown): void {
    this.#failure = failure;
    this.#remember({ failed: true });
  }

  #own(): KeyPair {
    if (!this.#pair) throw new Error("a step that needs the minted key was decided without one");
    return this.#pair;
  }

  #dropOwn(): void {
    this.#pair = undefined;
    this.#remember({ inHand: undefined, acknowledged: false });
  }

  #rememberOwn(news: { works?: boolean; offers?: number }): void {
    const { inHand } = this.#run;
    if (inHand) this.#remember({ inHand: { ...inHand, ...news } });
  }

  #remember(news: Partial<MintMemory>): void {
    this.#run = { ...this.#run, ...news };
  }

  #state(): string {
    const { inHand } = this.#run;
    const cleaned =
      this.#disposed === 0 ? "" : ` Access keys of the user that were deleted: ${this.#disposed}.`;
    if (!inHand)
      return `${this.#disposed === 0 ? "Nothing was changed" : "No key is left behind"}.${cleaned}`;
    const key = `Access key ${masked(inHand.id)} exists`;
    return inHand.offers === 0
      ? `${key} and nobody holds its secret; the next apply or destroy deletes it.${cleaned}`
      : `${key} and was sent to the gateway; the next apply finds out whether it arrived.${cleaned}`;
  }
}
