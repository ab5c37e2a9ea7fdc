import type { IamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import type { Deeds } from "./deeds.js";
import type { HeardWorld } from "./hearing.js";
import { KeyWrites } from "./key-writes.js";
import type { ReseedFacts, ReseedMemory, ReseedStep } from "./next-reseed-step.js";
import { proveByIdentity } from "./proof-by-use.js";
import type { ReseedJob } from "./reseed.js";
import type { ReseedEntry } from "./reseed-entry.js";
import { endingStatus } from "./reseed-facts.js";
import type { KeyPair } from "./world.js";

/** A step towards the end of a replaced key. */
export type EndingStep = Extract<ReseedStep, { do: "prove" | "turnOff" | "turnOn" | "quiet" | "end" }>;

const WHICH = "which was replaced";

/** The end of the key that a fresh seed has replaced, as far as this run brought it. */
export class ReplacedKey {
  #memory: Pick<ReseedMemory, "proof" | "turnedOff" | "quietOver"> = {
    proof: undefined,
    turnedOff: undefined,
    quietOver: undefined,
  };
  /** The key as this run last saw the target hold it before the hand-over. */
  #pair: KeyPair | undefined;
  readonly #keys: KeyWrites;

  constructor(
    readonly world: HeardWorld,
    readonly job: ReseedJob,
    readonly entry: ReseedEntry,
    readonly deeds: Deeds,
  ) {
    this.#keys = new KeyWrites(world, deeds);
  }

  get memory(): Pick<ReseedMemory, "proof" | "turnedOff" | "quietOver"> {
    return this.#memory;
  }

  /** What the hand-over is going to replace, to be given back if the fresh seed should fail. */
  remember(pair: KeyPair | undefined): void {
    this.#pair = pair;
  }

  async act(step: EndingStep, { replaceable }: ReseedFacts, heldPair: KeyPair | undefined): Promise<void> {
    if (step.do === "prove") return this.#prove(step.keyId, step.ending, replaceable, heldPair);
    if (step.do === "quiet") return this.#quiet(step.keyId);
    await this.entry.holds();
    const { keyId } = step;
    switch (step.do) {
      case "turnOff":
        await this.#keys.deactivate(this.#user(), keyId, WHICH);
        this.#memory = { turnedOff: keyId, quietOver: undefined, proof: undefined };
        return;
      case "turnOn":
        return this.#turnOn(keyId);
      case "end": {
        await this.#keys.delete(this.#user(), keyId, WHICH);
        this.#memory = { ...this.#memory, turnedOff: undefined };
        const ended = replaceable.find(({ id }) => id === keyId);
        if (ended) this.job.ended?.(ended);
      }
    }
  }

  async #quiet(keyId: string): Promise<void> {
    const { world, job } = this;
    world.progress(`waiting ${job.quietSeconds} s with the replaced key turned off`);
    await world.clock.sleep(job.quietSeconds * 1000, world.signal);
    this.#memory = { ...this.#memory, quietOver: keyId };
  }

  async #prove(
    keyId: string,
    ending: string | undefined,
    replaceable: ReseedFacts["replaceable"],
    pair: KeyPair | undefined,
  ): Promise<void> {
    const { world, job } = this;
    if (pair?.id !== keyId) return;
    const was = endingStatus(ending, replaceable);
    world.progress(`proving access key ${masked(keyId)} of target ${job.subject.target} by use`);
    const proof = await proveByIdentity(world, job.subject.user, pair);
    if (proof.proven) {
      this.#memory = { ...this.#memory, proof: { keyId, ending, was } };
      return;
    }
    const doing = `proving access key ${masked(keyId)} by use`;
    const unproven = new Fault(
      was === "inactive" ? "SEED_SECOND_PROOF_FAILED" : "SEED_WORKING_KEY_UNPROVEN",
      { doing, seen: `STS did not accept it steadily within two minutes: ${proof.why}`, state: "" },
    );
    // Should what follows from it fail as well, the reason for it is told all the same.
    world.onTheWay.hearsOf(doing, unproven);
    if (ending !== undefined && was === "inactive") await this.#turnOn(ending);
    await this.#giveBack(keyId);
    throw unproven;
  }

  async #turnOn(keyId: string): Promise<void> {
    await this.#keys.activate(this.#user(), keyId, WHICH);
    this.#memory = { turnedOff: undefined, quietOver: undefined, proof: undefined };
  }

  /** I3: a fresh seed that works no more gives way to the key that it replaced, which is still there. */
  async #giveBack(failedId: string): Promise<void> {
    const { target } = this.job.subject;
    if (!this.#pair || this.#pair.id === failedId) return;
    const back = `target ${target} was given access key ${masked(this.#pair.id)} back`;
    this.world.progress(`giving target ${target} its former access key ${masked(this.#pair.id)} back`);
    const renew = () => this.entry.renew();
    await renew();
    const outcome = await this.world.gateway.updateTarget(this.job.shape, this.#pair, renew);
    if (outcome.kind === "done") this.deeds.done(back);
    else this.deeds.doubt(back);
  }

  #user(): IamUserArn {
    const { previous } = this.job;
    if (!previous) throw new Error("a key was to be ended where none may be");
    return previous;
  }
}
