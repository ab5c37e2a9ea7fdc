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
import { MintRun } from "./mint-run.js";
import { type GuardedMintFacts, type GuardedMintStep, guardedMintStep } from "./next-guarded-mint-step.js";
import type { MintDecision, MintFacts, MintResult } from "./next-mint-step.js";
import { answersToLostRequests, entryOf, unusedAmong } from "./ours.js";
import { PROOF_PATIENCE_MS, proveByIdentity } from "./proof-by-use.js";
import { targetFact } from "./target-fact.js";
import { beforeLookingAgain, beforeWatchingOn, faultOf, walk } from "./walk.js";
import type { AccessKey, KeyPair, Outcome } from "./world.js";

/** A key that IAM does not list may have been made a moment ago; long after that it is gone. */
const UNLISTED_PATIENCE_MS = 15_000;

/** What tells a first key from one for a target that has lost its own. */
export interface MintWay {
  readonly doing: string;
  readonly work: JournalWork;
  readonly handedOver: string;
  decide(facts: MintFacts): MintDecision;
  /** `beforeAgain` is called before the request is sent once more by itself. */
  send(pair: KeyPair, beforeAgain: () => Promise<void>): Promise<Outcome>;
}

/** One run, from the first look at the user to a target that holds a key of it; or to nothing that this run made. */
export class Minting {
  #heldPair: KeyPair | undefined;
  readonly #run = new MintRun();
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
      const { inHand, acknowledged } = this.#run.memory;
      const isHandOverAnswered = !inHand?.offers || acknowledged;
      await this.#entry.keeper.leave({ isAllAnswered: isHandOverAnswered && this.#run.isAccounted });
    }
  }

  /** Another run has the entry now, and may not know of the key that this one has made: only this one can end it. */
  async #givenWay(error: Fault): Promise<Fault> {
    const { inHand } = this.#run.memory;
    if (inHand?.offers !== 0 || this.world.signal.aborted) return error;
    const { iam } = this.world;
    const key = `access key ${masked(inHand.id)}`;
    let { seen } = error.details;
    try {
      await this.#deeds.count(`${key} was deleted`, () => iam.deleteKey(this.#user.name, inHand.id));
      this.#run.drop();
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
      return { dedication, ...nothing, known: [], run: this.#run.memory, holders: new Map() };
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
      this.#run.memory.attempts === 0 ? this.#entry.began : undefined,
    );
    const { known = [] } = this.job;
    const run = { run: this.#run.memory, holders: this.#holders.told };
    return { dedication, keys, target: targetFact(held), journal, unused, known, ...run };
  }

  async #act(step: GuardedMintStep, facts: MintFacts): Promise<void> {
    const { world } = this;
    switch (step.do) {
      case "awaitUser":
        this.#run.remember({ userWaits: this.#run.memory.userWaits + 1 });
        return beforeLookingAgain(world);
      case "awaitList":
        this.#run.remember({ emptyLists: (this.#run.memory.emptyLists ?? 0) + 1 });
        return beforeLookingAgain(world);
      case "watch":
        world.progress(
          `another run has begun with target ${this.job.subject.target}; looking whether it goes on`,
        );
        return beforeWatchingOn(world);
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
        return this.#awaitKeyWorks(this.#run.own);
      case "handOver":
        return this.#handOver(this.#run.own);
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
    this.#run.remember({ attempts: this.#run.memory.attempts + 1 });
    const outcome = await this.#asked(() => iam.createKey(this.#user.name));
    if (!outcome) return;
    if (outcome.kind === "unclear") {
      this.#run.mayHaveLeft();
      this.#deeds.doubt("an access key was made");
      return awaitLostKey(this.world, this.#user.name, facts.keys);
    }
    const { id } = outcome.value;
    this.#run.took(outcome.value);
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
      dropped: () => this.#run.drop(),
    });
    if (failure) this.#fail(failure);
    else this.#run.rememberOwn({ works: true });
  }

  async #handOver(pair: KeyPair): Promise<void> {
    const { progress } = this.world;
    const earlier = this.#run.memory.inHand?.offers ?? 0;
    const { keeper } = this.#entry;
    await keeper.renew();
    this.#run.rememberOwn({ offers: earlier + 1 });
    try {
      const outcome = await this.way.send(pair, () => keeper.renew());
      if (outcome.kind === "unclear") {
        this.#deeds.doubt(this.way.handedOver);
        progress(`no clear answer to the hand-over to ${this.job.subject.target}; looking it up`);
        return;
      }
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted) throw error;
      // After an unclear offer a refusal may just mean that the first one came through: the facts will tell.
      if (earlier > 0) return;
      this.#run.rememberOwn({ offers: 0 });
      return this.#fail(error);
    }
    this.#deeds.done(this.way.handedOver);
    this.#run.remember({ acknowledged: true });
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
    this.#run.remember({ held: { keyId, works: proof.proven } });
  }

  async #dispose(
    { do: what, keyId }: { do: "deactivate" | "delete"; keyId: string },
    keys: readonly AccessKey[],
  ) {
    const { iam, progress } = this.world;
    const key = `access key ${masked(keyId)}`;
    if (keyId !== this.#run.memory.inHand?.id) await this.#entry.keeper.holds();
    if (what === "deactivate") {
      progress(`deactivating leftover ${key} of ${this.#user.name}`);
      return this.#deeds.count(`${key} was deactivated`, () =>
        iam.setStatus(this.#user.name, keyId, "Inactive"),
      );
    }
    progress(`deleting leftover ${key} of ${this.#user.name}`);
    await this.#deeds.count(`${key} was deleted`, () => iam.deleteKey(this.#user.name, keyId));
    this.#deeds.settle("an access key was made");
    if (keyId === this.#run.memory.inHand?.id) this.#run.drop();
    else this.#tellCleared(keys.find(({ id }) => id === keyId));
  }

  /** The target is made and holds the key, whatever becomes of this last word: it is no reason to lose either. */
  async #close(): Promise<void> {
    try {
      await this.#entry.close();
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted) throw error;
      this.#run.remember({ leftOpen: true });
      this.job.leftOpen?.(error.details.seen);
    }
  }

  /** Everything that this run made is taken back; its entry goes with it if it cannot be needed any more. */
  async #giveUp(): Promise<never> {
    if (this.#run.isAccounted) await this.#entry.remove();
    throw this.#run.failure;
  }

  #tellCleared(key: AccessKey | undefined): void {
    if (key) this.job.cleared?.(key, this.#holders.unseen(key.id));
  }

  /** Ends the run in failure, once what it made is taken back. */
  #fail(failure: Fault): void {
    this.world.onTheWay.hearsOf(failure.details.doing, failure);
    this.#run.fail(failure);
  }

  #state(): string {
    return this.#run.leaves(`${this.#deeds.text()}.`);
  }
}
