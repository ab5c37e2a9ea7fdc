import type { Clock } from "../domain/clock.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { dedicationReader, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { Deeds } from "./deeds.js";
import type { JournalWork } from "./journal.js";
import { type JournalFact, JournalKeeper } from "./journal-keeper.js";
import {
  type MintDecision,
  type MintFacts,
  type MintMemory,
  type MintResult,
  type MintStep,
  nextMintStep,
} from "./next-mint-step.js";
import { nextReviveStep } from "./next-revive-step.js";
import { answersToLostRequests, entryOf, unusedAmong } from "./ours.js";
import { PROOF_PATIENCE_MS, proveByIdentity } from "./proof-by-use.js";
import { targetFact } from "./target-fact.js";
import { beforeLookingAgain, faultOf, jittered, walk } from "./walk.js";
import type { AccessKey, KeyPair, Outcome, SeedWorld, TargetShape } from "./world.js";

const USER_WAIT_MS = 2_000;
const LOOKS_FOR_A_LOST_KEY = 3;
/** A key that IAM does not list may have been made a moment ago; long after that it is gone. */
const UNLISTED_PATIENCE_MS = 15_000;
/** From IAM's telling of its time until the request for a key is sent; a longer one is noted with a new time. */
const LONGEST_DELAY_MS = 20_000;
/** How often a key that is waited for is looked for in the list, and how many lists without it mean that it is gone. */
const LOOK_FOR_OWN_MS = 5_000;
const LISTS_WITHOUT_IT = 2;

export interface MintJob {
  readonly subject: SeedSubject;
  readonly shape: TargetShape;
  /** For a revival: what was remembered of the seed, should the held key turn out to work after all. */
  readonly lastSeedId?: string | null;
  /** Further keys that are ours, as this very run has found out. Default: none. */
  readonly known?: readonly string[];
  /** Called with each key that an earlier run had made, and that was deleted. Default: nobody is told. */
  cleared?(key: AccessKey): void;
  /** Called once there is something that only the journal tells of, and that a destroy is to remove. */
  begun?(): void;
  /** Called when the caller may not keep a journal entry, so that nothing will prove what a killed run leaves. */
  unrecorded?(why: string): void;
  /** Called when everything is done but for the entry, which still says that it is not. */
  leftOpen?(why: string): void;
  /** Called after each remote effect that has to be tracked: the key exists; the gateway has the target. */
  checkpoint(reached: { readonly seedKeyId: string; readonly handedOver: boolean }): void;
}

/**
 * Mints the user's first key, waits until it works, and hands it over by creating the target; the secret stays in this
 * process. Safe to run again after it ended anywhere: leftovers are removed, a finished hand-over is adopted.
 */
export function mint(world: SeedWorld, job: MintJob): Promise<MintResult> {
  const { subject, shape } = job;
  return new Minting(world, job, {
    doing: `minting the first key of IAM user ${JSON.stringify(subject.user.name)} for target ${subject.target}`,
    work: "create",
    handedOver: `target ${subject.target} was created`,
    decide: (facts) => nextMintStep(subject, facts),
    send: (pair) => world.gateway.createTarget(shape, pair),
  }).walk();
}

/**
 * Gives a target that exists, and whose user has lost the key that it held, a new seed. The target and what refers to
 * it stay. Safe to run again after it ended anywhere.
 */
export function revive(world: SeedWorld, job: MintJob): Promise<MintResult> {
  const { subject, shape, lastSeedId } = job;
  return new Minting(world, job, {
    doing: `minting a new key of IAM user ${JSON.stringify(subject.user.name)} for target ${subject.target}, which has lost its own`,
    work: "revive",
    handedOver: `target ${subject.target} was given the key`,
    decide: (facts) => nextReviveStep(subject, facts, lastSeedId),
    send: (pair) => world.gateway.updateTarget(shape, pair),
  }).walk();
}

/** What tells the two ways apart. */
interface Way {
  readonly doing: string;
  readonly work: JournalWork;
  readonly handedOver: string;
  decide(facts: MintFacts): MintDecision;
  send(pair: KeyPair): Promise<Outcome>;
}

class Minting {
  #pair: KeyPair | undefined;
  #heldPair: KeyPair | undefined;
  #failure: unknown;
  /** IAM's time, when it was told, and whether the entry tells of a request at that time that was not sent yet. */
  #told: { readonly time: Date | undefined; readonly at: number } = { time: undefined, at: 0 };
  #noted: { readonly at: number; readonly time: Date | undefined } | undefined;
  /** IAM's time as this run first heard it. */
  #began: Date | undefined;
  /** Whether nothing may be left of what this run has asked IAM for. */
  #accounted = true;
  #run: MintMemory = {
    inHand: undefined,
    attempts: 0,
    failed: false,
    held: undefined,
    acknowledged: false,
    userWaits: 0,
    leftOpen: false,
  };
  readonly #user: SeedSubject["user"];
  readonly #dedication: () => Promise<MintFacts["dedication"]>;
  readonly #keeper: JournalKeeper;
  readonly #deeds = new Deeds();

  constructor(
    readonly world: SeedWorld,
    readonly job: MintJob,
    readonly way: Way,
  ) {
    this.#user = job.subject.user;
    this.#dedication = dedicationReader(world, job.subject);
    this.#keeper = new JournalKeeper(world, job.subject, way.work);
  }

  async walk(): Promise<MintResult> {
    try {
      return await walk<MintFacts, MintStep, MintResult>(this.world, {
        doing: this.way.doing,
        facts: () => this.#facts(),
        decide: (facts) => this.way.decide(facts),
        act: (step, facts) => this.#act(step, facts),
        state: () => this.#state(),
      });
    } catch (error) {
      throw Fault.is(error, "SEED_AT_WORK") ? await this.#givenWay(error) : error;
    } finally {
      this.#keeper.leave();
    }
  }

  /** Another run has the entry now, and may not know of the key that this one has made: nobody else can end it. */
  async #givenWay(error: Fault): Promise<Fault> {
    const { inHand } = this.#run;
    if (inHand?.offers !== 0 || this.world.signal.aborted) return error;
    const { iam } = this.world;
    const key = `access key ${masked(inHand.id)}`;
    try {
      await this.#deeds.count(`${key} was deleted`, () => iam.deleteKey(this.#user.name, inHand.id));
      this.#dropOwn();
    } catch (failure) {
      if (!Fault.is(failure)) throw failure;
      this.world.progress(`${key} could not be deleted (${failure.code})`);
    }
    return new Fault(error.code, { ...error.details, state: this.#state() });
  }

  async #facts(): Promise<MintFacts> {
    const { iam, gateway, clock } = this.world;
    const { subject } = this.job;
    const dedication = await this.#dedication();
    if (dedicationRefusal(subject, dedication)) {
      // Neither the keys nor the target of a user that may not be touched are any of our business.
      const nothing = {
        keys: [],
        target: { kind: "unreadable" },
        journal: { kind: "none" },
        unused: [],
      } as const;
      return { dedication, ...nothing, known: [], run: this.#run };
    }
    // The keys before the entry: a run that has made one of them has written its entry before.
    const keys = (await iam.keys(this.#user.name)) ?? [];
    this.#told = { time: await iam.time(), at: clock.now().getTime() };
    this.#began ??= this.#told.time;
    // And the entry before the target: one that is finished was closed after its target had been made.
    const journal = this.#withoutUnsent(await this.#keeper.look());
    const held = await gateway.heldKey(subject.target);
    this.#heldPair = held.kind === "key" ? held.key : undefined;
    const lost = answersToLostRequests(keys, entryOf(subject, journal));
    const unused = await unusedAmong(this.world, lost, this.#run.attempts === 0 ? this.#began : undefined);
    const { known = [] } = this.job;
    return { dedication, keys, target: targetFact(held), journal, unused, known, run: this.#run };
  }

  /** A request that the entry tells of and that this run has yet to send cannot have been answered. */
  #withoutUnsent(journal: JournalFact): JournalFact {
    if (journal.kind !== "mine" || !this.#noted?.time) return journal;
    const { entry } = journal;
    return { ...journal, entry: { ...entry, asked: entry.asked.slice(0, -1) } };
  }

  async #act(step: MintStep, facts: MintFacts): Promise<void> {
    const { world } = this;
    switch (step.do) {
      case "awaitUser":
        this.#remember({ userWaits: this.#run.userWaits + 1 });
        return world.clock.sleep(jittered(world, USER_WAIT_MS), world.signal);
      case "awaitList":
        this.#remember({ emptyLists: (this.#run.emptyLists ?? 0) + 1 });
        return beforeLookingAgain(world);
      case "watch":
        world.progress(
          `another run has begun with target ${this.job.subject.target}; looking whether it goes on`,
        );
        return beforeLookingAgain(world);
      case "claim":
        return this.#claim(step.toAsk, facts);
      case "deactivate":
      case "delete":
        return this.#dispose(step, facts.keys);
      case "createKey":
        return this.#createKey(facts);
      case "awaitKeyWorks":
        return this.#awaitKeyWorks(this.#own());
      case "handOver":
        return this.#handOver(this.#own());
      case "proveHeldKey":
        return this.#proveHeldKey(step.keyId, step.listed);
      case "close":
        return this.#close();
      case "takeBack":
        return this.#fail(await faultOf(world, { doing: this.way.doing, state: () => "" }, step.because));
      case "giveUp":
        return this.#giveUp();
    }
  }

  /** The entry stands before the first write to IAM: whatever becomes of this run, the next one knows what is ours. */
  async #claim(toAsk: boolean, facts: MintFacts): Promise<void> {
    const { progress } = this.world;
    const entry = entryOf(this.job.subject, facts.journal);
    progress(`writing journal entry ${this.#keeper.path}`);
    const before = entry?.before ?? [];
    // What a finished entry names was handed over: it is no key of a create that goes on.
    const settled = facts.journal.kind === "finished";
    const request = toAsk || settled ? this.#request(facts) : { ours: entry?.ours ?? [] };
    if (!toAsk) this.#noted = undefined;
    const ours = [...new Set([...request.ours, ...facts.known])];
    this.job.begun?.();
    await this.#deeds.count(this.#entryWritten(), () =>
      this.#keeper.claim({ before, ...request, ours }, facts.journal),
    );
  }

  #entryWritten(): string {
    return `journal entry ${this.#keeper.path} was written`;
  }

  /** What the entry says of the next request for a key. A finished one has nothing more to say of earlier requests. */
  #request({ journal }: MintFacts) {
    const entry = entryOf(this.job.subject, journal);
    const { minted = null, ours = [], asked = [], work = null } = entry ?? {};
    const { time, at } = this.#told;
    this.#noted = { at, time };
    return {
      minted: null,
      ours: minted === null ? ours : [...ours.filter((id) => id !== minted), minted],
      asked: [...(work === null ? [] : asked), ...(time ? [time] : [])].slice(-MOST_REQUESTS),
    };
  }

  async #createKey(facts: MintFacts): Promise<void> {
    const { iam, progress, clock } = this.world;
    if (facts.journal.kind === "forbidden") this.job.unrecorded?.(facts.journal.why);
    const isFresh = this.#noted && clock.now().getTime() - this.#noted.at < LONGEST_DELAY_MS;
    if (!isFresh) await this.#keeper.write(this.#request(facts));
    else await this.#keeper.holds();
    this.#noted = undefined;
    this.#remember({ attempts: this.#run.attempts + 1 });
    const outcome = await this.#asked(() => iam.createKey(this.#user.name));
    if (!outcome) return;
    if (outcome.kind === "unclear") {
      this.#accounted = false;
      this.#deeds.doubt("an access key was made");
      return this.#awaitLostKey(facts.keys);
    }
    const { id } = outcome.value;
    this.#pair = outcome.value;
    this.#remember({ inHand: { id, works: false, offers: 0 } });
    this.#deeds.done(`access key ${masked(id)} was made`);
    this.job.checkpoint({ seedKeyId: id, handedOver: false });
    progress(`minted access key ${masked(outcome.value.id)} of ${this.#user.name}`);
    await this.#note(id);
  }

  /** Undefined once the run has failed, because the request was certainly refused. */
  async #asked(request: () => Promise<Outcome<KeyPair>>): Promise<Outcome<KeyPair> | undefined> {
    try {
      return await request();
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted) throw error;
      this.#fail(error);
      return undefined;
    }
  }

  /** The entry names the key before it is used for the first time: a key that was never used is recognized otherwise. */
  async #note(id: string): Promise<void> {
    const { asked = [] } = this.#keeper.entry ?? {};
    try {
      await this.#keeper.write({ minted: id, asked: asked.slice(0, -1) });
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted || error.code === "SEED_AT_WORK") throw error;
      this.#fail(error);
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

  async #awaitKeyWorks(pair: KeyPair): Promise<void> {
    this.world.progress(`waiting until access key ${masked(pair.id)} works`);
    const patient = { ...this.world, clock: this.#watchfulClock(pair) };
    const proof = await proveByIdentity(patient, this.#user, pair);
    if (proof.proven) return this.#rememberOwn({ works: true });
    this.#fail(
      new Fault("SEED_KEY_UNUSABLE", {
        doing: `waiting until access key ${masked(pair.id)} works`,
        seen: `STS did not accept it steadily within two minutes: ${proof.why}`,
        state: "",
      }),
    );
  }

  /** While the key is waited for, others see that this run lives, and this run sees when its key or its entry is gone. */
  #watchfulClock(pair: KeyPair): Clock {
    const { clock, iam } = this.world;
    let lookedAt = clock.now().getTime();
    let seen = false;
    let without = 0;
    return {
      now: () => clock.now(),
      random: () => clock.random(),
      sleep: async (ms, signal) => {
        await this.#keeper.touch();
        const now = clock.now().getTime();
        if (now - lookedAt >= LOOK_FOR_OWN_MS) {
          lookedAt = now;
          const isThere = ((await iam.keys(this.#user.name)) ?? []).some(({ id }) => id === pair.id);
          seen ||= isThere;
          without = isThere || !seen ? 0 : without + 1;
          if (without >= LISTS_WITHOUT_IT) throw this.#goneMeanwhile(pair);
        }
        await clock.sleep(ms, signal);
      },
    };
  }

  #goneMeanwhile({ id }: KeyPair): Fault {
    this.#dropOwn();
    return new Fault("SEED_KEY_UNUSABLE", {
      doing: `waiting until access key ${masked(id)} works`,
      seen: "IAM does not list it any more: somebody has deleted it",
      state: "",
    });
  }

  async #handOver(pair: KeyPair): Promise<void> {
    const { progress } = this.world;
    const earlier = this.#run.inHand?.offers ?? 0;
    await this.#keeper.holds();
    this.#rememberOwn({ offers: earlier + 1 });
    try {
      const outcome = await this.way.send(pair);
      if (outcome.kind === "unclear") {
        this.#deeds.doubt(this.way.handedOver);
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
    this.#deeds.done(this.way.handedOver);
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

  async #dispose(
    { do: what, keyId }: { do: "deactivate" | "delete"; keyId: string },
    keys: readonly AccessKey[],
  ) {
    const { iam, progress } = this.world;
    const key = `access key ${masked(keyId)}`;
    if (keyId !== this.#run.inHand?.id) await this.#keeper.holds();
    if (what === "deactivate") {
      progress(`deactivating leftover ${key} of ${this.#user.name}`);
      return this.#deeds.count(`${key} was deactivated`, () =>
        iam.setStatus(this.#user.name, keyId, "Inactive"),
      );
    }
    progress(`deleting leftover ${key} of ${this.#user.name}`);
    await this.#deeds.count(`${key} was deleted`, () => iam.deleteKey(this.#user.name, keyId));
    this.#deeds.settle("an access key was made");
    if (keyId === this.#run.inHand?.id) this.#dropOwn();
    else this.#tellCleared(keys.find(({ id }) => id === keyId));
  }

  /** The target is made and holds the key, whatever becomes of this last word: it is no reason to lose either. */
  async #close(): Promise<void> {
    try {
      await this.#deeds.count(this.#entryWritten(), () => this.#keeper.write({ work: null }));
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted) throw error;
      this.#remember({ leftOpen: true });
      this.job.leftOpen?.(error.details.seen);
    }
  }

  /** Everything that this run made is taken back; its entry goes with it if it cannot be needed any more. */
  async #giveUp(): Promise<never> {
    const { entry } = this.#keeper;
    if (entry && this.#accounted && entry.ours.length === 0) {
      const removed = `journal entry ${this.#keeper.path} was removed`;
      try {
        await this.#deeds.count(removed, () => this.#keeper.remove());
      } catch (error) {
        if (!Fault.is(error)) throw error;
        this.world.progress(
          `journal entry ${this.#keeper.path} stays (${error.code}); the next run goes on from it`,
        );
      }
    }
    throw this.#failure;
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
    const { inHand, attempts } = this.#run;
    const said = `${this.#deeds.text()}.`;
    if (!inHand) return attempts > 0 && this.#accounted ? `${said} No key is left behind.` : said;
    const key = `Access key ${masked(inHand.id)} exists`;
    return inHand.offers === 0
      ? `${said} ${key} and nobody holds its secret; the next apply or destroy deletes it.`
      : `${said} ${key} and was sent to the gateway; the next apply finds out whether it arrived.`;
  }
}

/** Requests for a key that an entry tells of; older ones are long answered for. */
const MOST_REQUESTS = 8;
