import type { IamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { Deeds } from "./deeds.js";
import { FreshKey } from "./fresh-key.js";
import { type HeardWorld, hearing } from "./hearing.js";
import { holdersReader } from "./holders.js";
import type { IamTime } from "./key-requests.js";
import {
  type GuardedReseedFacts,
  type GuardedReseedStep,
  nextGuardedReseedStep,
  type ReplacedKeyHolders,
} from "./next-guarded-reseed-step.js";
import { unseenOf } from "./next-guarded-step.js";
import type { ReseedMemory, ReseedResult, ReseedTerms } from "./next-reseed-step.js";
import { ReplacedKey } from "./replaced-key.js";
import { ReseedEntry } from "./reseed-entry.js";
import { type ReseedReading, reseedFactsReader } from "./reseed-facts.js";
import { beforeLookingAgain, beforeWatchingOn, walk } from "./walk.js";
import type { AccessKey, KeyPair, SeedWorld, TargetShape } from "./world.js";
import { ROTATION_PATIENCE_MS } from "./young-key.js";

export interface ReseedJob extends ReseedTerms {
  /** The target as it is to be: all of it goes with the key. */
  readonly shape: TargetShape;
  /** Seconds between the deactivation of the replaced key and the second proof. */
  readonly quietSeconds: number;
  /** Called with each key that was ended. Default: it is not told. */
  ended?(key: AccessKey): void;
  /** Called when the gateway has the fresh seed. */
  handedOver(seedKeyId: string): void;
  /** Called when the caller may not keep a journal entry, so that nothing will prove what a killed run leaves. */
  unrecorded?(why: string): void;
  /** Called when everything is done but for the entry, which still says that it is not. */
  leftOpen?(why: string): void;
}

export interface Reseeded extends ReseedResult {
  /** What the gateway did not show of who may hold the replaced key; undefined where it showed all. */
  readonly unseen?: readonly string[];
}

/** What a run remembers beside its fresh key and the end of the replaced one. */
type Own = Pick<ReseedMemory, "acknowledged" | "userWaits" | "begun" | "leftOpen">;

/**
 * Gives a target a fresh seed, in place: mints a key of the user beside the one that the target holds, waits until it
 * works, hands it over, proves it, and ends the key that it replaced. Safe to run again after it ended anywhere.
 */
export function reseed(world: SeedWorld, job: ReseedJob): Promise<Reseeded> {
  const heard = hearing(world);
  const entry = new ReseedEntry(heard, job.subject);
  return new Reseeding({ ...heard, clock: entry.clock }, job, entry).walk();
}

class Reseeding {
  /** What the target holds. */
  #heldPair: KeyPair | undefined;
  #waitingSince: Date | undefined;
  #told: IamTime = { time: undefined, at: 0 };
  /** The key of which the owner was told that the gateway has it. */
  #toldOf: string | undefined;
  #run: Own = {
    acknowledged: false,
    userWaits: 0,
    begun: undefined,
    leftOpen: false,
  };
  readonly #user: IamUserArn;
  readonly #deeds = new Deeds();
  readonly #read: () => Promise<ReseedReading>;
  readonly #fresh: FreshKey;
  readonly #replaced: ReplacedKey;
  #holders: ReplacedKeyHolders | undefined;
  readonly #askHolders: ReturnType<typeof holdersReader>;

  constructor(
    readonly world: HeardWorld,
    readonly job: ReseedJob,
    readonly entry: ReseedEntry,
  ) {
    this.#user = job.subject.user;
    this.#read = reseedFactsReader(world, job, entry);
    this.#askHolders = holdersReader(world);
    this.#fresh = new FreshKey(world, this.#user, entry, this.#deeds);
    this.#replaced = new ReplacedKey(world, job, entry, this.#deeds);
  }

  async walk(): Promise<Reseeded> {
    try {
      const result = await this.#walk();
      const unseen = this.#unseenOfReplaced();
      return { ...result, ...(unseen.length > 0 && { unseen }) };
    } finally {
      const { memory, isAccounted } = this.#fresh;
      const isHandOverAnswered = !memory.inHand?.offers || this.#run.acknowledged;
      await this.entry.leave({ isAllAnswered: isHandOverAnswered && isAccounted });
    }
  }

  #walk(): Promise<ReseedResult> {
    const { user, target } = this.job.subject;
    return walk<GuardedReseedFacts, GuardedReseedStep, ReseedResult>(this.world, {
      doing: `giving target ${target} a fresh key of IAM user ${JSON.stringify(user.name)}`,
      facts: () => this.#facts(),
      decide: (facts) => nextGuardedReseedStep(this.job, facts),
      act: (step, facts) => this.#act(step, facts),
      state: () => this.#state(),
    });
  }

  /** The last question may have been about a leftover; only the replaced key was worked with. */
  #unseenOfReplaced(): readonly string[] {
    return this.#holders?.before === "end" ? unseenOf(this.#holders.holders) : [];
  }

  async #facts(): Promise<GuardedReseedFacts> {
    const since = this.#waitingSince?.getTime();
    const { seen, heldPair, told } = await this.#read();
    const now = this.world.clock.now().getTime();
    const patience = since === undefined || now - since < ROTATION_PATIENCE_MS;
    if (told) this.#told = told;
    this.#heldPair = heldPair;
    const { inHand } = this.#fresh.memory;
    if (inHand && inHand.offers > 0 && heldPair?.id === inHand.id) this.#handedOver(inHand.id);
    return {
      ...seen,
      run: { ...this.#run, ...this.#fresh.memory, ...this.#replaced.memory, patience },
      holders: this.#holders,
    };
  }

  async #act(step: GuardedReseedStep, facts: GuardedReseedFacts): Promise<void> {
    const { world } = this;
    if (step.do !== "await") this.#waitingSince = undefined;
    switch (step.do) {
      case "await":
        this.#waitingSince ??= world.clock.now();
        return beforeLookingAgain(world);
      case "awaitUser":
        this.#remember({ userWaits: this.#run.userWaits + 1 });
        return beforeLookingAgain(world);
      case "watch":
        world.progress(
          `another run has begun with target ${this.job.subject.target}; looking whether it goes on`,
        );
        return beforeWatchingOn(world);
      case "askHolders":
        return this.#ask(step, facts);
      case "begin":
        return this.#begin(step, facts);
      case "noteHeld": {
        const replaced = [...(this.#run.begun?.replaced ?? []), step.keyId];
        await this.#written(() => this.entry.replaces(replaced));
        return this.#remember({ begun: { seedKeyId: undefined, ...this.#run.begun, replaced } });
      }
      case "createKey":
        return this.#fresh.ask(facts.keys, this.#heldOf(facts), this.#told);
      case "awaitKeyWorks":
        return this.#fresh.awaitWorking();
      case "handOver":
        return this.#handOver(this.#fresh.pair);
      case "prove":
      case "turnOff":
      case "turnOn":
      case "quiet":
      case "end":
        return this.#replaced.act(step, facts, this.#heldPair);
      case "deactivate":
      case "delete":
        return this.#fresh.takeBack(step.do, step.keyId);
      case "close":
        return this.#close();
      case "giveUp":
        if (this.#fresh.isAccounted) await this.entry.putBack();
        throw this.#fresh.failure;
    }
  }

  /** The entry stands before the first write to IAM: whatever becomes of this run, the next one knows what is ours. */
  async #begin(
    { toAsk, seedKeyId }: Extract<GuardedReseedStep, { do: "begin" }>,
    facts: GuardedReseedFacts,
  ): Promise<void> {
    const { journal } = facts;
    if (journal.kind === "forbidden") {
      this.job.unrecorded?.(journal.why);
      return this.#remember({ begun: { replaced: this.#heldOf(facts), seedKeyId } });
    }
    this.world.progress(`writing journal entry ${this.entry.path}`);
    let replaced: readonly string[] = [];
    await this.#written(async () => {
      replaced = toAsk
        ? await this.entry.begin(journal, this.#heldOf(facts), this.#told)
        : await this.entry.goOn(journal);
    });
    // What became of it, if it was not written, the facts tell.
    if (this.entry.isHeld) this.#remember({ begun: { replaced, seedKeyId } });
  }

  async #ask(
    { before, keyId }: Extract<GuardedReseedStep, { do: "askHolders" }>,
    { replaceable, keys }: GuardedReseedFacts,
  ): Promise<void> {
    const key = [...replaceable, ...keys].find(({ id }) => id === keyId);
    if (!key) return;
    const { target } = this.job.subject;
    const holders = await this.#askHolders({ key, target, rotator: null });
    this.#holders = { before, keyId, holders };
  }

  /** The key that is replaced, where it may be ended. */
  #heldOf({ replaceable }: GuardedReseedFacts): readonly string[] {
    return replaceable.map(({ id }) => id).filter((id) => id === this.#heldPair?.id);
  }

  /** The target works with its fresh seed, whatever becomes of this last word: it is no reason to lose it. */
  async #close(): Promise<void> {
    try {
      await this.#written(() => this.entry.close());
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted) throw error;
      this.#remember({ leftOpen: true });
      this.job.leftOpen?.(error.details.seen);
    }
  }

  #written(work: () => Promise<void>): Promise<void> {
    return this.#deeds.count(`journal entry ${this.entry.path} was written`, work);
  }

  async #handOver(pair: KeyPair): Promise<void> {
    const { progress, gateway } = this.world;
    const { target } = this.job.subject;
    const earlier = this.#fresh.memory.inHand?.offers ?? 0;
    await this.entry.renew();
    if (this.#heldPair?.id !== pair.id) this.#replaced.remember(this.#heldPair);
    this.#fresh.offered(earlier + 1);
    try {
      const outcome = await gateway.updateTarget(this.job.shape, pair, () => this.entry.renew());
      if (outcome.kind === "unclear") {
        this.#deeds.doubt(this.#given(pair.id));
        progress(`no clear answer to the hand-over to ${target}; looking it up`);
        return;
      }
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted) throw error;
      // After an unclear offer a refusal may just mean that the first one came through: the facts will tell.
      if (earlier > 0) return;
      this.#fresh.offered(0);
      return this.#fresh.fail(error);
    }
    this.#remember({ acknowledged: true });
    this.#handedOver(pair.id);
    progress(`handed access key ${masked(pair.id)} over to ${target}`);
  }

  #handedOver(keyId: string): void {
    if (this.#toldOf === keyId) return;
    this.#toldOf = keyId;
    this.#deeds.done(this.#given(keyId));
    this.job.handedOver(keyId);
  }

  #given(keyId: string): string {
    return `target ${this.job.subject.target} was given access key ${masked(keyId)}`;
  }

  #remember(news: Partial<Own>): void {
    this.#run = { ...this.#run, ...news };
  }

  #state(): string {
    const { inHand, attempts } = this.#fresh.memory;
    const said = `${this.#deeds.text()}.`;
    if (!inHand) return attempts > 0 && this.#fresh.isAccounted ? `${said} No key is left behind.` : said;
    return inHand.offers === 0
      ? `${said} Access key ${masked(inHand.id)} exists and nobody holds its secret; the next apply deletes it.`
      : `${said} The next apply goes on from there.`;
  }
}
