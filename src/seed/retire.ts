import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { forgetSeed } from "./forget-seed.js";
import { type HeardWorld, hearing } from "./hearing.js";
import { holdersReader } from "./holders.js";
import {
  type GuardedFacts,
  type GuardedStep,
  type GuardedTerms,
  type GuardedWrite,
  type HoldersTold,
  nextGuardedStep,
  unseenOf,
} from "./next-guarded-step.js";
import {
  type ProofKind,
  type RetireMemory,
  type RetireResult,
  type SeedStatus,
  seedStatus,
} from "./next-retire-step.js";
import { PROOF_PATIENCE_MS, proveByIdentity, proveByIssuing } from "./proof-by-use.js";
import { type RetireReading, retireFactsReader } from "./retire-facts.js";
import { RetireLedger } from "./retire-ledger.js";
import { beforeLookingAgain, walk } from "./walk.js";
import type { KeyPair, SeedWorld } from "./world.js";
import { ROTATION_PATIENCE_MS } from "./young-key.js";

/** AWS honours a dead key for a few seconds: a credential issued within them would prove nothing. */
const SHORTEST_BLIND_QUIET_SECONDS = 15;

export interface RetireJob extends GuardedTerms {
  /** Seconds between the deactivation of the seed and the second proof. */
  readonly quietSeconds: number;
}

export interface Retired extends RetireResult {
  /** What the gateway did not show of who may hold the seed; undefined where it showed all, or where nothing was ended. */
  readonly unseen?: readonly string[];
}

/**
 * Retires a seed: has it rotated once, proves the working key by use, turns the seed off, waits, proves again and
 * deletes the seed. Everything is done as the deployer. Safe to run again after it ended anywhere; a seed that is gone
 * already costs one proof and no write.
 */
export async function retire(world: SeedWorld, job: RetireJob): Promise<Retired> {
  const heard = hearing(world);
  const result = await new Retiring(heard, job).walk();
  // The seed is gone: nothing has to be known of it any more.
  await forgetSeed(heard, job.subject, job.seedKeyId);
  return result;
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
  #holders: HoldersTold | undefined;
  readonly #ledger: RetireLedger;
  readonly #read: () => Promise<RetireReading>;
  readonly #askHolders: ReturnType<typeof holdersReader>;

  constructor(
    readonly world: HeardWorld,
    readonly job: RetireJob,
  ) {
    this.#read = retireFactsReader(world, job);
    this.#askHolders = holdersReader(world);
    this.#ledger = new RetireLedger(world, job);
  }

  async walk(): Promise<Retired> {
    const { subject, seedKeyId } = this.job;
    const result = await walk<GuardedFacts, GuardedStep, RetireResult>(this.world, {
      doing: `retiring seed key ${masked(seedKeyId)} of IAM user ${JSON.stringify(subject.user.name)} and target ${subject.target}`,
      facts: () => this.#facts(),
      decide: (facts) => nextGuardedStep(this.job, facts),
      act: (step, facts) => this.#act(step, facts),
      state: () => this.#ledger.state(),
    });
    const unseen = this.#holders ? unseenOf(this.#holders.holders) : [];
    return { ...result, ...(unseen.length > 0 && { unseen }) };
  }

  async #facts(): Promise<GuardedFacts> {
    const now = this.world.clock.now();
    const patience =
      this.#waitingSince === undefined || now.getTime() - this.#waitingSince.getTime() < ROTATION_PATIENCE_MS;
    const { seen, heldPair, dedicated } = await this.#read();
    if (dedicated) {
      this.#heldPair = heldPair;
      this.#seed = seedStatus(this.job, seen.keys);
      this.#ledger.saw(seen.keys);
      if (this.#seed === "active") this.#remember({ quietOver: false });
    }
    return { ...seen, run: { ...this.#run, patience }, holders: this.#holders };
  }

  async #act(step: GuardedStep, facts: GuardedFacts): Promise<void> {
    const { world } = this;
    const { subject, seedKeyId } = this.job;
    if (step.do !== "await") this.#waitingSince = undefined;
    switch (step.do) {
      case "await":
        this.#waitingSince ??= world.clock.now();
        return beforeLookingAgain(world);
      case "askHolders":
        return this.#ask(step.before, facts);
      case "rotate":
        return this.#rotate(facts);
      case "prove":
        return this.#prove(step.keyId, step.by);
      case "quiet":
        return this.#quiet();
      case "activateSeed":
        world.progress(`activating seed key ${masked(seedKeyId)} again`);
        await this.#setStatus("Active");
        return this.#remember({ deactivated: false, proof: undefined });
      case "deactivateSeed":
        world.progress(`deactivating seed key ${masked(seedKeyId)}`);
        await this.#setStatus("Inactive");
        return this.#remember({ deactivated: true, quietOver: false, proof: undefined });
      case "deleteSeed":
        world.progress(`deleting seed key ${masked(seedKeyId)}`);
        this.#ledger.begins("deleted");
        return world.iam.deleteKey(subject.user.name, seedKeyId);
    }
  }

  #setStatus(status: "Active" | "Inactive"): Promise<void> {
    const { subject, seedKeyId } = this.job;
    this.#ledger.begins(status === "Active" ? "turned on" : "turned off");
    return this.world.iam.setStatus(subject.user.name, seedKeyId, status);
  }

  async #ask(before: GuardedWrite, { keys, rotator }: GuardedFacts): Promise<void> {
    const { subject, seedKeyId } = this.job;
    const key = keys.find(({ id }) => id === seedKeyId);
    if (!key) return;
    const first = this.#holders === undefined;
    const question = { key, target: subject.target, rotator: rotator ? this.job.rotator : null };
    const holders = await this.#askHolders(question);
    this.#holders = { before, holders };
    if (!first) return;
    for (const what of unseenOf(holders)) {
      this.world.progress(
        `whether anything else works with the seed is not known: the gateway does not show ${what}`,
      );
    }
  }

  async #rotate({ rotator }: GuardedFacts): Promise<void> {
    const { gateway, progress } = this.world;
    const { unanswered } = this.#run;
    progress(
      unanswered === undefined
        ? `asking rotator ${this.job.rotator} to replace the seed`
        : `nothing has come of the request; asking rotator ${this.job.rotator} once more`,
    );
    // Remembered before the call: whatever becomes of the answer, it is not as if nothing had been asked for.
    this.#remember({
      rotationAsked: true,
      ...(unanswered && { unanswered: { ...unanswered, askedAgain: true } }),
    });
    this.#ledger.begins("rotated");
    const outcome = await gateway.rotateNow(this.job.rotator);
    if (outcome.kind === "done") return;
    progress("no clear answer to the rotation; looking what the gateway holds");
    if (rotator && unanswered === undefined) this.#remember({ unanswered: { rotator, askedAgain: false } });
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
        ? await proveByIdentity(world, this.job.subject.user, pair, PROOF_PATIENCE_MS, () =>
            this.#holds(keyId),
          )
        : await proveByIssuing(world, producer ?? "");
    if (proof.proven) return this.#remember({ proof: { keyId, seedWas, kind: by } });
    if (by === "sts" && !(await this.#holds(keyId))) {
      // The gateway has rotated once more: it is the new key that has to be proven.
      return world.progress(`working key ${masked(keyId)} was replaced while it was being proven`);
    }
    const doing = `proving working key ${masked(keyId)} by use`;
    const seen =
      by === "sts"
        ? `STS did not accept it steadily within two minutes: ${proof.why}`
        : `dynamic producer ${producer} issued no credential with it: ${proof.why}`;
    const code = seedWas === "inactive" ? "SEED_SECOND_PROOF_FAILED" : "SEED_WORKING_KEY_UNPROVEN";
    const unproven = new Fault(code, { doing, seen, state: "" });
    // Should the seed not become active either, the reason for that is told all the same.
    world.onTheWay.hearsOf(doing, unproven);
    if (seedWas === "inactive") {
      await this.#setStatus("Active");
      this.#seed = "active";
      this.#remember({ deactivated: false });
    }
    throw unproven;
  }

  /** Whether the gateway works with this key still. */
  async #holds(keyId: string): Promise<boolean> {
    const held = await this.world.gateway.heldKey(this.job.subject.target);
    return held.kind !== "key" || held.key.id === keyId;
  }

  #remember(news: Partial<Omit<RetireMemory, "patience">>): void {
    this.#run = { ...this.#run, ...news };
  }
}
