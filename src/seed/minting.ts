import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { awaitLostKey } from "./await-lost-key.js";
import { awaitMintedKey } from "./await-minted-key.js";
import { dedicationReader, dedicationRefusal, type SeedSubject } from "./dedication.js";
import { Deeds } from "./deeds.js";
import type { HeardWorld } from "./hearing.js";
import { HoldersByKey } from "./holders-by-key.js";
import type { JournalWork } from "./journal.js";
import type { MintJob } from "./mint.js";
import { MintEntry } from "./mint-entry.js";
import { type GuardedMintFacts, type GuardedMintStep, guardedMintStep } from "./next-guarded-mint-step.js";
import type { MintDecision, MintFacts, MintMemory, MintResult } from "./next-mint-step.js";
import { answersToLostRequests, entryOf, unusedAmong } from "./ours.js";
import { PROOF_PATIENCE_MS, proveByIdentity } from "./proof-by-use.js";
import { targetFact } from "./target-fact.js";
import { beforeLookingAgain, faultOf, walk } from "./walk.js";
import type { AccessKey, KeyPair, Outcome } from "./world.js";

/** A key that IAM does not list may have been made a moment ago; long after that it is gone. */
const UNLISTED_PATIENCE_MS = 15_000;

/** What tells a first key from one for a target that has lost its own. */
export interface MintWay {
  readonly doing: string;
  readonly work: JournalWork;
  readonly handedOver: string;
  decide(facts: MintFacts): MintDecision;
  send(pair: KeyPair): Promise<Outcome>;
}

/** One run, from the first look at the user to a target that holds a key of it; or to nothing that this run made. */
export class Minting {
  #pair: KeyPair | undefined;
  #heldPair: KeyPair | undefined;
  #failure: unknown;
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
  readonly #entry: MintEntry;
  readonly #holders: HoldersByKey;
  readonly #deeds = new Deeds();

  constructor(
    readonly world: HeardWorld,
    readonly job: MintJob,
    readonly way: MintWay,
  ) {
    this.#user = job.subject.user;
    this.#dedication = dedicationReader(world, job.subject);
    this.#entry = new MintEntry(world, job.subject, way.work, this.#deeds);
    this.#holders = new HoldersByKey(world, job.subject.target);
  }

  async walk(): Promise<MintResult> {
    try {
      return await walk<GuardedMintFacts, GuardedMintStep, MintResult>(this.world, {
        doing: this.way.doing,
        facts: () => this.#facts(),
        decide: (facts) => guardedMintStep(this.job.subject, this.way.decide(facts), facts),
        act: (step, facts) => this.#act(step, facts),
        state: () => this.#state(),
      });
    } catch (error) {
      throw Fault.is(error, "SEED_AT_WORK") ? await this.#givenWay(error) : error;
    } finally {
      this.#entry.keeper.leave();
    }
  }

  /** Another run has the entry now, and may not know of the key that this one has made: only this one can end it. */
  async #givenWay(error: Fault): Promise<Fault> {
    const { inHand } = this.#run;
    if (inHand?.offers !== 0 || this.world.signal.aborted) return error;
    const { iam } = this.world;
    const key = `access key ${masked(inHand.id)}`;
    let { seen } = error.details;
    try {
      await this.#deeds.count(`${key} was deleted`, () => iam.deleteKey(this.#user.name, inHand.id));
      this.#dropOwn();
    } catch (failure) {
      if (!Fault.is(failure)) throw failure;
      this.world.progress(`${key} could not be deleted (${failure.code})`);
      seen = `${seen}. After that, the request to delete ${key} failed: ${failure.details.seen}`;
    }
    return new Fault(error.code, { ...error.details, seen, state: this.#state() });
  }

  async #facts(): Promise<GuardedMintFacts> {
    const { iam, gateway } = this.world;
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
      return { dedication, ...nothing, known: [], run: this.#run, holders: new Map() };
    }
    // The keys before the entry: a run that has made one of them has written its entry before.
    const keys = (await iam.keys(this.#user.name)) ?? [];
    // And the entry before the target: one that is finished was closed after its target had been made.
    const journal = await this.#entry.look();
    const held = await gateway.heldKey(subject.target);
    this.#heldPair = held.kind === "key" ? held.key : undefined;
    const lost = answersToLostRequests(keys, entryOf(subject, journal));
    const unused = await unusedAmong(
      this.world,
      lost,
      this.#run.attempts === 0 ? this.#entry.began : undefined,
    );
    const { known = [] } = this.job;
    const run = { run: this.#run, holders: this.#holders.told };
    return { dedication, keys, target: targetFact(held), journal, unused, known, ...run };
  }

  async #act(step: GuardedMintStep, facts: MintFacts): Promise<void> {
    const { world } = this;
    switch (step.do) {
      case "awaitUser":
        this.#remember({ userWaits: this.#run.userWaits + 1 });
        return beforeLookingAgain(world);
      case "awaitList":
        this.#remember({ emptyLists: (this.#run.emptyLists ?? 0) + 1 });
        return beforeLookingAgain(world);
      case "watch":
        world.progress(
          `another run has begun with target ${this.job.subject.target}; looking whether it goes on`,
        );
        return beforeLookingAgain(world);
      case "askHolders":
        return this.#holders.ask(step.keyIds, facts.keys);
      case "claim":
        return this.#entry.claim(step.toAsk, facts, () => this.job.begun?.());
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

  async #createKey(facts: MintFacts): Promise<void> {
    const { iam, progress } = this.world;
    if (facts.journal.kind === "forbidden") this.job.unrecorded?.(facts.journal.why);
    await this.#entry.asking(facts.journal);
    this.#remember({ attempts: this.#run.attempts + 1 });
    const outcome = await this.#asked(() => iam.createKey(this.#user.name));
    if (!outcome) return;
    if (outcome.kind === "unclear") {
      this.#accounted = false;
      this.#deeds.doubt("an access key was made");
      return awaitLostKey(this.world, this.#user.name, facts.keys);
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

  async #note(id: string): Promise<void> {
    try {
      await this.#entry.minted(id);
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted || error.code === "SEED_AT_WORK") throw error;
      this.#fail(error);
    }
  }

  async #awaitKeyWorks(pair: KeyPair): Promise<void> {
    const { keeper } = this.#entry;
    const failure = await awaitMintedKey(this.world, this.#user, pair, {
      keeper,
      dropped: () => this.#dropOwn(),
    });
    if (failure) this.#fail(failure);
    else this.#rememberOwn({ works: true });
  }

  async #handOver(pair: KeyPair): Promise<void> {
    const { progress } = this.world;
    const earlier = this.#run.inHand?.offers ?? 0;
    await this.#entry.keeper.holds();
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
    if (keyId !== this.#run.inHand?.id) await this.#entry.keeper.holds();
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
      await this.#entry.close();
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted) throw error;
      this.#remember({ leftOpen: true });
      this.job.leftOpen?.(error.details.seen);
    }
  }

  /** Everything that this run made is taken back; its entry goes with it if it cannot be needed any more. */
  async #giveUp(): Promise<never> {
    if (this.#accounted) await this.#entry.remove();
    throw this.#failure;
  }

  #tellCleared(key: AccessKey | undefined): void {
    if (key) this.job.cleared?.(key, this.#holders.unseen(key.id));
  }

  /** Ends the run in failure, once what it made is taken back. */
  #fail(failure: Fault): void {
    this.#failure = failure;
    this.world.onTheWay.hearsOf(failure.details.doing, failure);
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
