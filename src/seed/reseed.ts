import type { IamUserArn } from "../domain/iam-user-arn.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { Deeds } from "./deeds.js";
import { holdersReader } from "./holders.js";
import { KeyWrites } from "./key-writes.js";
import {
  type GuardedReseedFacts,
  type GuardedReseedStep,
  nextGuardedReseedStep,
  type ReplacedKeyHolders,
} from "./next-guarded-reseed-step.js";
import { unseenOf } from "./next-guarded-step.js";
import { MOST_ATTEMPTS } from "./next-mint-step.js";
import type { ReseedMemory, ReseedResult, ReseedTerms } from "./next-reseed-step.js";
import { proveByIdentity } from "./proof-by-use.js";
import { ReplacedKey } from "./replaced-key.js";
import { ReseedEntry, type Told } from "./reseed-entry.js";
import { type ReseedReading, reseedFactsReader } from "./reseed-facts.js";
import { beforeLookingAgain, jittered, walk } from "./walk.js";
import type { AccessKey, KeyPair, Outcome, SeedWorld, TargetShape } from "./world.js";
import { ROTATION_PATIENCE_MS } from "./young-key.js";

const USER_WAIT_MS = 2_000;
const LOOKS_FOR_A_LOST_KEY = 3;
const ASKED = "a key that was asked for was made";

export interface ReseedJob extends ReseedTerms {
  /** The target as it is to be: all of it goes with the key. */
  readonly shape: TargetShape;
  /** Seconds between the deactivation of the replaced key and the second proof. */
  readonly quietSeconds: number;
  /** Called with each key that was ended. Default: nobody is told. */
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

/** What a run remembers itself, beside the end of the replaced key. */
type Own = Omit<ReseedMemory, "patience" | "proof" | "turnedOff" | "quietOver">;

/**
 * Gives a target a fresh seed, in place: mints a key of the user beside the one that the target holds, waits until it
 * works, hands it over, proves it, and ends the key that it replaced. Safe to run again after it ended anywhere.
 */
export function reseed(world: SeedWorld, job: ReseedJob): Promise<Reseeded> {
  const entry = new ReseedEntry(world, job.subject);
  return new Reseeding({ ...world, clock: entry.clock }, job, entry).walk();
}

class Reseeding {
  /** The key in hand, with its secret. */
  #pair: KeyPair | undefined;
  /** What the target holds. */
  #heldPair: KeyPair | undefined;
  #failure: unknown;
  #waitingSince: Date | undefined;
  #told: Told = { time: undefined, at: 0 };
  /** The key of which the owner was told that the gateway has it. */
  #toldOf: string | undefined;
  /** Whether nothing may be left of what this run has asked IAM for. */
  #accounted = true;
  #run: Own = {
    inHand: undefined,
    attempts: 0,
    failed: false,
    acknowledged: false,
    userWaits: 0,
    begun: undefined,
    leftOpen: false,
  };
  readonly #user: IamUserArn;
  readonly #deeds = new Deeds();
  readonly #read: () => Promise<ReseedReading>;
  readonly #keys: KeyWrites;
  readonly #replaced: ReplacedKey;
  #holders: ReplacedKeyHolders | undefined;
  readonly #askHolders: ReturnType<typeof holdersReader>;

  constructor(
    readonly world: SeedWorld,
    readonly job: ReseedJob,
    readonly entry: ReseedEntry,
  ) {
    this.#user = job.subject.user;
    this.#read = reseedFactsReader(world, job, entry);
    this.#askHolders = holdersReader(world);
    this.#keys = new KeyWrites(world, this.#deeds);
    this.#replaced = new ReplacedKey(world, job, entry, this.#deeds);
  }

  async walk(): Promise<Reseeded> {
    try {
      const result = await this.#walk();
      const unseen = this.#holders ? unseenOf(this.#holders.holders) : [];
      return { ...result, ...(unseen.length > 0 && { unseen }) };
    } finally {
      this.entry.leave();
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

  async #facts(): Promise<GuardedReseedFacts> {
    const since = this.#waitingSince?.getTime();
    const { seen, heldPair, told } = await this.#read();
    const now = this.world.clock.now().getTime();
    const patience = since === undefined || now - since < ROTATION_PATIENCE_MS;
    if (told) this.#told = told;
    this.#heldPair = heldPair;
    const { inHand } = this.#run;
    if (inHand && inHand.offers > 0 && heldPair?.id === inHand.id) this.#handedOver(inHand.id);
    return { ...seen, run: { ...this.#run, ...this.#replaced.memory, patience }, holders: this.#holders };
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
        return world.clock.sleep(jittered(world, USER_WAIT_MS), world.signal);
      case "watch":
        world.progress(
          `another run has begun with target ${this.job.subject.target}; looking whether it goes on`,
        );
        return beforeLookingAgain(world);
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
        return this.#createKey(facts);
      case "awaitKeyWorks":
        return this.#awaitKeyWorks(this.#own());
      case "handOver":
        return this.#handOver(this.#own());
      case "prove":
      case "turnOff":
      case "turnOn":
      case "quiet":
      case "end":
        return this.#replaced.act(step, facts, this.#heldPair);
      case "deactivate":
      case "delete":
        return this.#takeBack(step);
      case "close":
        return this.#close();
      case "giveUp":
        if (this.#accounted) await this.entry.putBack();
        throw this.#failure;
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
    { replaceable }: GuardedReseedFacts,
  ): Promise<void> {
    const key = replaceable.find(({ id }) => id === keyId);
    if (!key) return;
    const { target } = this.job.subject;
    const holders = await this.#askHolders({ key, target, rotator: null });
    this.#holders = { before, keyId, holders };
  }

  /** The key that is replaced, where it may be ended. */
  #heldOf({ replaceable }: GuardedReseedFacts): readonly string[] {
    return replaceable.map(({ id }) => id).filter((id) => id === this.#heldPair?.id);
  }

  async #createKey(facts: GuardedReseedFacts): Promise<void> {
    const { world } = this;
    const attempts = this.#run.attempts + 1;
    await this.entry.asking(facts.journal, this.#heldOf(facts), this.#told);
    this.#remember({ attempts });
    const outcome = await this.#asked(attempts);
    if (!outcome) return;
    if (outcome.kind === "unclear") {
      this.#accounted = false;
      this.#deeds.doubt(ASKED);
      return this.#awaitLostKey(facts.keys);
    }
    const { id } = outcome.value;
    this.#pair = outcome.value;
    this.#remember({ inHand: { id, works: false, offers: 0 } });
    this.#deeds.done(`access key ${masked(id)} was made`);
    world.progress(`minted access key ${masked(id)} of ${this.#user.name}`);
    try {
      await this.entry.minted(id);
    } catch (error) {
      if (!Fault.is(error) || world.signal.aborted || error.code === "SEED_AT_WORK") throw error;
      this.#fail(error);
    }
  }

  /** Undefined where the request was certainly refused. */
  async #asked(attempts: number): Promise<Outcome<KeyPair> | undefined> {
    const { world } = this;
    try {
      return await world.iam.createKey(this.#user.name);
    } catch (error) {
      if (!Fault.is(error) || world.signal.aborted) throw error;
      await this.entry.refused();
      // A rotation may have taken the room a moment ago: the list will show it, and it will pass.
      if (error.code === "AWS_KEY_QUOTA" && attempts < MOST_ATTEMPTS) await beforeLookingAgain(world);
      else this.#fail(error);
      return undefined;
    }
  }

  /** A key whose reply was lost may show up late in the list; it must not be overlooked before the next attempt. */
  async #awaitLostKey(before: readonly AccessKey[]): Promise<void> {
    const { world } = this;
    world.progress(`no clear answer to the request for a key of ${this.#user.name}; looking what exists`);
    const isNew = ({ id }: AccessKey) => !before.some((key) => key.id === id);
    for (let look = 0; look < LOOKS_FOR_A_LOST_KEY; look++) {
      if (((await world.iam.keys(this.#user.name)) ?? []).some(isNew)) return;
      await beforeLookingAgain(world);
    }
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
    await this.entry.holds();
    if (this.#heldPair?.id !== pair.id) this.#replaced.remember(this.#heldPair);
    this.#rememberOwn({ offers: earlier + 1 });
    try {
      const outcome = await gateway.updateTarget(this.job.shape, pair);
      if (outcome.kind === "unclear") {
        this.#deeds.doubt(this.#given(pair.id));
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

  /** Ends a key of ours that never came into use. */
  async #takeBack(step: { readonly do: "deactivate" | "delete"; readonly keyId: string }): Promise<void> {
    const { keyId } = step;
    const isOwn = keyId === this.#run.inHand?.id;
    // A run that has lost its entry touches nothing any more but what it has made itself.
    if (!isOwn) await this.entry.holds();
    await this.#keys[step.do](this.#user, keyId, "which never came into use");
    if (step.do === "deactivate") return;
    this.#deeds.settle(ASKED);
    if (isOwn) this.#dropOwn();
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

  #remember(news: Partial<Own>): void {
    this.#run = { ...this.#run, ...news };
  }

  #state(): string {
    const { inHand, attempts } = this.#run;
    const said = `${this.#deeds.text()}.`;
    if (!inHand) return attempts > 0 && this.#accounted ? `${said} No key is left behind.` : said;
    return inHand.offers === 0
      ? `${said} Access key ${masked(inHand.id)} exists and nobody holds its secret; the next apply deletes it.`
      : `${said} The next apply goes on from there.`;
  }
}
