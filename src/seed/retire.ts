import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import {
  nextRetireStep,
  type ProofKind,
  type RetireFacts,
  type RetireMemory,
  type RetireResult,
  type RetireStep,
  type RetireTerms,
  ROTATION_PATIENCE_MS,
  type SeedStatus,
  seedStatus,
} from "./next-retire-step.js";
import { proveByIdentity, proveByIssuing } from "./proof-by-use.js";
import { type RetireReading, retireFactsReader } from "./retire-facts.js";
import { beforeLookingAgain, walk } from "./walk.js";
import type { KeyPair, SeedWorld } from "./world.js";

/** AWS honours a dead key for a few seconds: a credential issued within them would prove nothing. */
const SHORTEST_BLIND_QUIET_SECONDS = 15;

export interface RetireJob extends RetireTerms {
  /** Seconds between the deactivation of the seed and the second proof. */
  readonly quietSeconds: number;
}

/**
 * Retires a seed: has it rotated once, proves the working key by use, turns the seed off, waits, proves again and
 * deletes the seed. Everything is done as the deployer. Safe to run again after it ended anywhere; a seed that is gone
 * already costs one proof and no write.
 */
export function retire(world: SeedWorld, job: RetireJob): Promise<RetireResult> {
  return new Retiring(world, job).walk();
}

/** How long the seed is off before the second proof; `blind` where the caller cannot read what the gateway holds. */
export function quietSecondsOf({ quietSeconds }: RetireJob, blind: boolean): number {
  return blind ? Math.max(quietSeconds, SHORTEST_BLIND_QUIET_SECONDS) : quietSeconds;
}

class Retiring {
  #heldPair: KeyPair | undefined;
  #waitingSince: Date | undefined;
  #seed: SeedStatus | undefined;
  #run: Omit<RetireMemory, "patience"> = {
    rotationAsked: false,
    proof: undefined,
    deactivated: false,
    quietOver: false,
  };
  readonly #read: () => Promise<RetireReading>;

  constructor(
    readonly world: SeedWorld,
    readonly job: RetireJob,
  ) {
    this.#read = retireFactsReader(world, job);
  }

  walk(): Promise<RetireResult> {
    const { subject, seedKeyId } = this.job;
    return walk<RetireFacts, RetireStep, RetireResult>(this.world, {
      doing: `retiring seed key ${masked(seedKeyId)} of IAM user ${JSON.stringify(subject.user.name)} and target ${subject.target}`,
      facts: () => this.#facts(),
      decide: (facts) => nextRetireStep(this.job, facts),
      act: (step) => this.#act(step),
      state: () => this.#state(),
    });
  }

  async #facts(): Promise<RetireFacts> {
    const now = this.world.clock.now();
    const patience =
      this.#waitingSince === undefined || now.getTime() - this.#waitingSince.getTime() < ROTATION_PATIENCE_MS;
    const { seen, heldPair, dedicated } = await this.#read();
    if (dedicated) {
      this.#heldPair = heldPair;
      this.#seed = seedStatus(this.job, seen.keys);
      if (this.#seed === "active") this.#remember({ quietOver: false });
    }
    return { ...seen, run: { ...this.#run, patience } };
  }

  async #act(step: RetireStep): Promise<void> {
    const { world } = this;
    const { subject, seedKeyId } = this.job;
    if (step.do !== "await") this.#waitingSince = undefined;
    switch (step.do) {
      case "await":
        this.#waitingSince ??= world.clock.now();
        return beforeLookingAgain(world);
      case "rotate":
        return this.#rotate();
      case "prove":
        return this.#prove(step.keyId, step.by);
      case "quiet":
        return this.#quiet();
      case "activateSeed":
        world.progress(`activating seed key ${masked(seedKeyId)} again`);
        await world.iam.setStatus(subject.user.name, seedKeyId, "Active");
        return this.#remember({ deactivated: false, proof: undefined });
      case "deactivateSeed":
        world.progress(`deactivating seed key ${masked(seedKeyId)}`);
        await world.iam.setStatus(subject.user.name, seedKeyId, "Inactive");
        return this.#remember({ deactivated: true, quietOver: false, proof: undefined });
      case "deleteSeed":
        world.progress(`deleting seed key ${masked(seedKeyId)}`);
        return world.iam.deleteKey(subject.user.name, seedKeyId);
    }
  }

  async #rotate(): Promise<void> {
    const { gateway, progress } = this.world;
    progress(`asking rotator ${this.job.rotator} to replace the seed`);
    // Remembered before the call: whatever becomes of the answer, this run never asks again.
    this.#remember({ rotationAsked: true });
    const outcome = await gateway.rotateNow(this.job.rotator);
    if (outcome.kind === "unclear")
      progress("no clear answer to the rotation; looking what the gateway holds");
  }

  async #quiet(): Promise<void> {
    const { world } = this;
    const seconds = quietSecondsOf(this.job, this.#heldPair === undefined);
    world.progress(`waiting ${seconds} s with the seed turned off`);
    await world.clock.sleep(seconds * 1000, world.signal);
    this.#remember({ quietOver: true });
  }

  async #prove(keyId: string, by: ProofKind): Promise<void> {
    const { world } = this;
    const pair = this.#heldPair;
    const seedWas = this.#seed;
    if (seedWas === undefined || (by === "sts" && pair?.id !== keyId)) return;
    world.progress(`proving working key ${masked(keyId)} by use`);
    const producer = this.job.proofProducer;
    const proof =
      by === "sts" && pair
        ? await proveByIdentity(world, this.job.subject.user, pair)
        : await proveByIssuing(world, producer ?? "");
    if (proof.proven) return this.#remember({ proof: { keyId, seedWas, kind: by } });
    if (seedWas === "inactive") {
      await world.iam.setStatus(this.job.subject.user.name, this.job.seedKeyId, "Active");
      this.#seed = "active";
      this.#remember({ deactivated: false });
    }
    throw new Fault(seedWas === "inactive" ? "SEED_SECOND_PROOF_FAILED" : "SEED_WORKING_KEY_UNPROVEN", {
      doing: `proving working key ${masked(keyId)} by use`,
      seen:
        by === "sts"
          ? `STS did not accept it steadily within two minutes: ${proof.why}`
          : `dynamic producer ${producer} issued no credential with it: ${proof.why}`,
      state: "",
    });
  }

  #remember(news: Partial<Omit<RetireMemory, "patience">>): void {
    this.#run = { ...this.#run, ...news };
  }

  #state(): string {
    const seed = `seed key ${masked(this.job.seedKeyId)}`;
    const asked = this.#run.rotationAsked ? " A rotation was asked for." : "";
    switch (this.#seed) {
      case undefined:
        return "Nothing was changed.";
      case "gone":
        return `The ${seed} is gone.${asked}`;
      case "active":
        return `The ${seed} is active, and no key was deleted.${asked}`;
      case "inactive":
        return `The ${seed} is turned off but not deleted; the next apply goes on from there.${asked}`;
    }
  }
}
