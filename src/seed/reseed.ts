import type { IamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { type DedicationFacts, dedicationReader, dedicationRefusal } from "./dedication.js";
import { MOST_ATTEMPTS } from "./next-mint-step.js";
import {
  type EndingStatus,
  nextReseedStep,
  type ReseedFacts,
  type ReseedMemory,
  type ReseedResult,
  type ReseedStep,
  type ReseedTerms,
} from "./next-reseed-step.js";
import { ROTATION_PATIENCE_MS } from "./next-retire-step.js";
import { proveByIdentity } from "./proof-by-use.js";
import { type ReseedNotes, reseedNotes } from "./reseed-notes.js";
import { targetFact } from "./target-fact.js";
import { beforeLookingAgain, jittered, walk } from "./walk.js";
import type { AccessKey, KeyPair, SeedWorld, TargetShape } from "./world.js";

const USER_WAIT_MS = 2_000;
const LOOKS_FOR_A_LOST_KEY = 3;

export interface ReseedJob extends ReseedTerms {
  /** The target as it is to be: all of it goes with the key. */
  readonly shape: TargetShape;
  /** Seconds between the deactivation of the replaced key and the second proof. */
  readonly quietSeconds: number;
  /** Called with each key that was ended. Default: nobody is told. */
  ended?(key: AccessKey): void;
  /** Called when the gateway has the fresh seed. */
  handedOver(seedKeyId: string): void;
}

/**
 * Gives a target a fresh seed, in place: mints a key of the user beside the one that the target holds, waits until it
 * works, hands it over, proves it, and ends the key that it replaced. Safe to run again after it ended anywhere.
 */
export function reseed(world: SeedWorld, job: ReseedJob): Promise<ReseedResult> {
  return new Reseeding(world, job).walk();
}

class Reseeding {
  /** The key in hand, with its secret. */
  #pair: KeyPair | undefined;
  /** What the target holds. */
  #heldPair: KeyPair | undefined;
  /** What the target held before the hand-over, to be given back if the fresh seed should fail. */
  #replacedPair: KeyPair | undefined;
  #failure: unknown;
  #waitingSince: Date | undefined;
  /** What this run has changed, or tried to, in its order. */
  readonly #changes: string[] = [];
  #run: Omit<ReseedMemory, "patience"> = {
    inHand: undefined,
    attempts: 0,
    failed: false,
    acknowledged: false,
    userWaits: 0,
    opened: false,
    closed: false,
    proof: undefined,
    turnedOff: undefined,
    quietOver: undefined,
  };
  readonly #user: IamUserArn;
  readonly #notes: ReseedNotes;
  readonly #dedication: () => Promise<DedicationFacts>;
  readonly #replaceable: (keys: readonly AccessKey[]) => Promise<readonly AccessKey[]>;

  constructor(
    readonly world: SeedWorld,
    readonly job: ReseedJob,
  ) {
    this.#user = job.subject.user;
    this.#notes = reseedNotes(world, job);
    this.#dedication = dedicationReader(world, job.subject);
    this.#replaceable = replaceableReader(world, job);
  }

  walk(): Promise<ReseedResult> {
    const { user, target } = this.job.subject;
    return walk<ReseedFacts, ReseedStep, ReseedResult>(this.world, {
      doing: `giving target ${target} a fresh key of IAM user ${JSON.stringify(user.name)}`,
      facts: () => this.#facts(),
      decide: (facts) => nextReseedStep(this.job, facts),
      act: (step, facts) => this.#act(step, facts),
      state: () => this.#state(),
    });
  }

  async #facts(): Promise<ReseedFacts> {
    const { iam, gateway, clock } = this.world;
    const now = clock.now();
    const since = this.#waitingSince?.getTime();
    const patience = since === undefined || now.getTime() - since < ROTATION_PATIENCE_MS;
    const run = { ...this.#run, patience };
    const dedication = await this.#dedication();
    if (dedicationRefusal(this.job.subject, dedication)) {
      // Neither the keys nor the target of a user that may not be touched are any of our business.
      const nothing = { keys: [], replaceable: [], ours: [], underWay: undefined };
      return { dedication, target: { kind: "unreadable" }, ...nothing, now, run };
    }
    // The gateway first: a key that it holds already is then surely in the list.
    const held = await gateway.heldKey(this.job.subject.target);
    this.#heldPair = held.kind === "key" ? held.key : undefined;
    const keys = (await iam.keys(this.#user.name)) ?? [];
    const replaceable = await this.#replaceable(keys);
    const { underWay, ours } = await this.#notes.read(keys);
    return { dedication, target: targetFact(held), keys, replaceable, ours, underWay, now, run };
  }

  async #act(step: ReseedStep, { keys, replaceable }: ReseedFacts): Promise<void> {
    const { world } = this;
    if (step.do !== "await") this.#waitingSince = undefined;
    switch (step.do) {
      case "await":
        this.#waitingSince ??= world.clock.now();
        return beforeLookingAgain(world);
      case "awaitUser":
        this.#remember({ userWaits: this.#run.userWaits + 1 });
        return world.clock.sleep(jittered(world, USER_WAIT_MS), world.signal);
      case "open": {
        const held = replaceable.filter(({ id }) => id === this.#heldPair?.id);
        await this.#notes.open(keys, held);
        return this.#remember({ opened: true });
      }
      case "noteHeld":
        return this.#notes.held(step.keyId);
      case "createKey":
        return this.#createKey();
      case "awaitKeyWorks":
        return this.#awaitKeyWorks(this.#own());
      case "handOver":
        return this.#handOver(this.#own());
      case "prove":
        return this.#prove(step.keyId, step.ending, replaceable);
      case "deactivate":
        return this.#setStatus(this.#user, step.keyId, "Inactive", "left by a run that failed");
      case "delete":
        await this.#delete(this.#user, step.keyId, "left by a run that failed");
        if (step.keyId === this.#run.inHand?.id) this.#dropOwn();
        return;
      case "turnOff":
        await this.#setStatus(this.#previous(), step.keyId, "Inactive", "which was replaced");
        return this.#remember({ turnedOff: step.keyId, quietOver: undefined, proof: undefined });
      case "turnOn":
        await this.#setStatus(this.#previous(), step.keyId, "Active", "which was replaced");
        return this.#remember({ turnedOff: undefined, quietOver: undefined, proof: undefined });
      case "quiet":
        world.progress(`waiting ${this.job.quietSeconds} s with the replaced key turned off`);
        await world.clock.sleep(this.job.quietSeconds * 1000, world.signal);
        return this.#remember({ quietOver: step.keyId });
      case "end": {
        await this.#delete(this.#previous(), step.keyId, "which was replaced");
        const ended = replaceable.find(({ id }) => id === step.keyId);
        if (ended) this.job.ended?.(ended);
        return this.#remember({ turnedOff: undefined });
      }
      case "close":
        await this.#notes.close();
        return this.#remember({ closed: true });
      case "giveUp":
        throw this.#failure;
    }
  }

  async #createKey(): Promise<void> {
    const { world } = this;
    const attempts = this.#run.attempts + 1;
    this.#remember({ attempts });
    await this.#notes.asking();
    const mint = async () => {
      try {
        return await world.iam.createKey(this.#user.name);
      } catch (error) {
        // A rotation may have taken the room a moment ago: the list will show it, and it will pass.
        if (!Fault.is(error, "AWS_KEY_QUOTA") || attempts >= MOST_ATTEMPTS) throw error;
        return undefined;
      }
    };
    const outcome = await mint();
    if (!outcome) return beforeLookingAgain(world);
    if (outcome.kind === "unclear") return this.#awaitLostKey();
    const { id } = outcome.value;
    this.#pair = outcome.value;
    this.#remember({ inHand: { id, works: false, offers: 0 } });
    this.#changes.push(`access key ${masked(id)} was minted`);
    world.progress(`minted access key ${masked(id)} of ${this.#user.name}`);
    await this.#notes.minted(id);
  }

  /** A key whose reply was lost may show up late in the list; it must not be overlooked before the next attempt. */
  async #awaitLostKey(): Promise<void> {
    const { world } = this;
    this.#changes.push("a key was asked for, without a clear answer");
    world.progress(`no clear answer to the request for a key of ${this.#user.name}; looking what exists`);
    for (let look = 0; look < LOOKS_FOR_A_LOST_KEY; look++) {
      const keys = (await world.iam.keys(this.#user.name)) ?? [];
      if ((await this.#notes.read(keys)).ours.length > 0) return;
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
    const { progress, gateway } = this.world;
    const { target } = this.job.subject;
    const earlier = this.#run.inHand?.offers ?? 0;
    if (this.#heldPair?.id !== pair.id) this.#replacedPair = this.#heldPair;
    this.#rememberOwn({ offers: earlier + 1 });
    try {
      const outcome = await gateway.updateTarget(this.job.shape, pair);
      if (outcome.kind === "unclear") {
        this.#changes.push(`it was sent to the gateway, without a clear answer`);
        progress(`no clear answer to the hand-over to ${target}; looking it up`);
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
    this.#changes.push(`target ${target} works with it`);
    this.job.handedOver(pair.id);
    progress(`handed access key ${masked(pair.id)} over to ${target}`);
  }

  async #prove(keyId: string, ending: string | undefined, replaceable: readonly AccessKey[]): Promise<void> {
    const { world } = this;
    const pair = this.#heldPair;
    if (pair?.id !== keyId) return;
    const was = statusOf(ending, replaceable);
    world.progress(`proving access key ${masked(keyId)} of target ${this.job.subject.target} by use`);
    const proof = await proveByIdentity(world, this.#user, pair);
    if (proof.proven) return this.#remember({ proof: { keyId, ending, was } });
    if (ending !== undefined && was === "inactive") {
      await this.#setStatus(this.#previous(), ending, "Active", "which was replaced");
      this.#remember({ turnedOff: undefined, quietOver: undefined });
    }
    await this.#giveBack(keyId);
    throw new Fault(was === "inactive" ? "SEED_SECOND_PROOF_FAILED" : "SEED_WORKING_KEY_UNPROVEN", {
      doing: `proving access key ${masked(keyId)} by use`,
      seen: `STS did not accept it steadily within two minutes: ${proof.why}`,
      state: "",
    });
  }

  /** I3: a fresh seed that works no more gives way to the key that it replaced, which is still there. */
  async #giveBack(keyId: string): Promise<void> {
    const replaced = this.#replacedPair;
    if (!replaced || keyId !== this.#pair?.id) return;
    const outcome = await this.world.gateway.updateTarget(this.job.shape, replaced);
    const name = masked(replaced.id);
    this.#changes.push(
      outcome.kind === "done"
        ? `target ${this.job.subject.target} was given access key ${name} back`
        : `access key ${name} was sent back to the gateway, without a clear answer`,
    );
  }

  async #setStatus(
    user: IamUserArn,
    keyId: string,
    status: "Active" | "Inactive",
    which: string,
  ): Promise<void> {
    const { iam, progress } = this.world;
    const how = status === "Active" ? "on again" : "off";
    progress(`turning access key ${masked(keyId)} of ${user.name}, ${which}, ${how}`);
    await this.#write(`turning access key ${masked(keyId)} ${how}`, () =>
      iam.setStatus(user.name, keyId, status),
    );
  }

  async #delete(user: IamUserArn, keyId: string, which: string): Promise<void> {
    const { iam, progress } = this.world;
    progress(`deleting access key ${masked(keyId)} of ${user.name}, ${which}`);
    await this.#write(`deleting access key ${masked(keyId)}`, () => iam.deleteKey(user.name, keyId));
  }

  /** Keeps count of a change, also of one of which nobody can tell whether it was made. */
  async #write(what: string, work: () => Promise<void>): Promise<void> {
    const index = this.#changes.push(`${what} was tried`) - 1;
    await work();
    this.#changes[index] = `${what} was done`;
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

  #previous(): IamUserArn {
    const { previous } = this.job;
    if (!previous) throw new Error("a key was to be ended where none may be");
    return previous;
  }

  #dropOwn(): void {
    this.#pair = undefined;
    this.#remember({ inHand: undefined, acknowledged: false });
  }

  #rememberOwn(news: { works?: boolean; offers?: number }): void {
    const { inHand } = this.#run;
    if (inHand) this.#remember({ inHand: { ...inHand, ...news } });
  }

  #remember(news: Partial<Omit<ReseedMemory, "patience">>): void {
    this.#run = { ...this.#run, ...news };
  }

  #state(): string {
    if (this.#changes.length === 0) return "Nothing was changed.";
    return `Of this run: ${this.#changes.join("; ")}. The next apply goes on from there.`;
  }
}

/** The keys of the user whose key is replaced; none where that user may not be touched. */
function replaceableReader(
  world: SeedWorld,
  { subject, previous }: ReseedTerms,
): (keys: readonly AccessKey[]) => Promise<readonly AccessKey[]> {
  if (!previous) return async () => [];
  if (previous.arn === subject.user.arn) return async (keys) => keys;
  const formerly = { user: previous, target: subject.target };
  const readDedication = dedicationReader(world, formerly);
  return async () => {
    if (dedicationRefusal(formerly, await readDedication())) return [];
    return (await world.iam.keys(previous.name)) ?? [];
  };
}

function statusOf(keyId: string | undefined, keys: readonly AccessKey[]): EndingStatus {
  const key = keys.find(({ id }) => id === keyId);
  if (!key) return "gone";
  return key.status === "Active" ? "active" : "inactive";
}
