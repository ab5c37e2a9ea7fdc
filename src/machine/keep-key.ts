import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import { dedicationReader, dedicationRefusal } from "../seed/dedication.js";
import { Deeds } from "../seed/deeds.js";
import { FreshKey } from "../seed/fresh-key.js";
import { type Heard, hearing } from "../seed/hearing.js";
import type { IamTime } from "../seed/key-requests.js";
import { KeyWrites } from "../seed/key-writes.js";
import { answersToLostRequests, entryOf, unusedAmong } from "../seed/ours.js";
import { ReseedEntry } from "../seed/reseed-entry.js";
import { beforeLookingAgain, beforeWatchingOn, walk } from "../seed/walk.js";
import { KeyDelivery } from "./key-delivery.js";
import {
  isStaged,
  keyOfReaders,
  type MachineFacts,
  type MachineMemory,
  versionsOf,
} from "./machine-facts.js";
import type { MachineJob } from "./machine-job.js";
import { type MachineResult, type MachineStep, nextMachineStep } from "./next-machine-step.js";
import { servesAnother } from "./serves-another.js";
import { unlabelled } from "./unlabelled-key.js";
import type { MachineWorld, UseOfKey } from "./world.js";

/** For how long a key that IAM does not list is looked for. */
const UNLISTED_PATIENCE_MS = 15_000;
const REPLACED = "which was replaced";

/**
 * Brings the key of a machine user, and the secret in which its users find it, to what is aimed at. Safe to run again
 * after it ended anywhere, and beside another run: one wins, and the other says so.
 */
export function keepMachineKey(world: MachineWorld, job: MachineJob): Promise<MachineResult> {
  const heard = hearing(world);
  const entry = new ReseedEntry(heard, job.subject);
  return new Keeping({ ...heard, clock: entry.clock }, job, entry).walk();
}

/**
 * Looks whether the key could be brought there now, and changes nothing.
 *
 * @throws Fault that would keep it from it before anything is changed
 */
export function foreseeMachineKey(world: MachineWorld, job: MachineJob): Promise<void> {
  const heard = hearing(world);
  const entry = new ReseedEntry(heard, job.subject);
  return new Keeping({ ...heard, clock: entry.clock }, job, entry).look();
}

type Own = Pick<
  MachineMemory,
  "userWaits" | "ownerWaits" | "begun" | "leftOpen" | "unlisted" | "turnedOff" | "quietOver"
>;

class Keeping {
  #run: Own = {
    userWaits: 0,
    ownerWaits: 0,
    begun: false,
    leftOpen: false,
    unlisted: new Map(),
    turnedOff: [],
    quietOver: [],
  };
  #told: IamTime = { time: undefined, at: 0 };
  readonly #uses = new Map<string, UseOfKey | "unknown">();
  readonly #deeds = new Deeds();
  readonly #fresh: FreshKey;
  readonly #delivery: KeyDelivery;
  readonly #keys: KeyWrites;
  readonly #dedication: ReturnType<typeof dedicationReader>;

  constructor(
    readonly world: Heard<MachineWorld>,
    readonly job: MachineJob,
    readonly entry: ReseedEntry,
  ) {
    const { user } = job.subject;
    this.#fresh = new FreshKey(world, user, entry, this.#deeds);
    this.#delivery = new KeyDelivery({ world, job, entry, fresh: this.#fresh, deeds: this.#deeds });
    this.#keys = new KeyWrites(world, this.#deeds);
    this.#dedication = dedicationReader(world, job.subject);
  }

  get #doing(): string {
    const { user, target } = this.job.subject;
    return `keeping the access key of IAM user ${JSON.stringify(user.name)} in secret ${target}`;
  }

  look(): Promise<void> {
    return walk<MachineFacts, never, void>(this.world, {
      doing: this.#doing,
      facts: () => this.#facts(),
      decide: (facts) => {
        const decision = nextMachineStep(this.job, facts);
        return decision.do === "refuse" ? decision : { do: "finish", result: undefined };
      },
      act: async () => {},
      state: () => this.#state(),
    });
  }

  async walk(): Promise<MachineResult> {
    try {
      return await walk<MachineFacts, MachineStep, MachineResult>(this.world, {
        doing: this.#doing,
        facts: () => this.#facts(),
        decide: (facts) => nextMachineStep(this.job, facts),
        act: (step, facts) => this.#act(step, facts),
        state: () => this.#state(),
      });
    } catch (error) {
      const { served } = this.#delivery;
      if (served === undefined || !Fault.is(error)) throw error;
      this.job.incomplete?.(error);
      return { keyId: served, adopted: false, kept: [] };
    } finally {
      await this.entry.leave({ isAllAnswered: !this.#delivery.isInDoubt && this.#fresh.isAccounted });
    }
  }

  async #facts(): Promise<MachineFacts> {
    const { iam, vault, clock } = this.world;
    const { subject } = this.job;
    const dedication = await this.#dedication();
    const { attempts, inHand, failed } = this.#fresh.memory;
    const run: MachineMemory = { ...this.#run, ...this.#delivery.memory, attempts, inHand, failed };
    this.#told = { time: await iam.time(), at: clock.now().getTime() };
    // A grace begins and ends by the time of those who honour the keys.
    const common = { dedication, run, uses: this.#uses, now: this.#told.time ?? clock.now() };
    const refusal = dedicationRefusal(subject, dedication);
    if (refusal && refusal.code !== "SEED_USER_MISSING" && !servesAnother(this.job, refusal, dedication)) {
      // Neither the keys nor the secret of a user that may not be touched are any of our business.
      return {
        ...common,
        keys: [],
        vault: { kind: "absent", isMade: false },
        journal: { kind: "none" },
        unused: [],
      };
    }
    // The keys before the entry: a run that has made one of them has written its entry before.
    const keys = dedication.user ? ((await iam.keys(subject.user.name)) ?? []) : [];
    const journal = await this.entry.look();
    const lost = answersToLostRequests(keys, this.entry.sent(entryOf(subject, journal)));
    const unused = await unusedAmong(this.world, lost, attempts === 0 ? this.#told.time : undefined);
    return { ...common, keys, journal, unused, vault: await vault.facts() };
  }

  async #act(step: MachineStep, facts: MachineFacts): Promise<void> {
    const { world, job } = this;
    const { user, target } = job.subject;
    switch (step.do) {
      case "awaitUser":
        this.#remember({ userWaits: this.#run.userWaits + 1 });
        return beforeLookingAgain(world);
      case "awaitOwnership":
        world.progress(`waiting until rotation of secret ${target} is switched off`);
        this.#remember({ ownerWaits: this.#run.ownerWaits + 1 });
        return beforeLookingAgain(world);
      case "watch":
        world.progress(`another run has begun with secret ${target}; looking whether it goes on`);
        return beforeWatchingOn(world);
      case "begin":
        return this.#begin(step.toAsk, facts);
      case "createKey":
        return this.#fresh.ask(facts.keys, [], this.#told);
      case "put":
        return this.#delivery.put(step.version, isStaged(facts));
      case "prove":
        return this.#delivery.prove(step.version, step.keyId);
      case "recognize":
        return this.#delivery.recognize(step.version, step.keyId);
      case "promote":
        return this.#delivery.promote(step);
      case "note":
        return this.#deeds.count(`it was noted when access key ${masked(step.keyId)} was replaced`, () =>
          world.vault.note(step.version, facts.now),
        );
      case "unnote":
        return this.#deeds.count("it was taken off the current version when it had been replaced", () =>
          world.vault.unnote(step.version),
        );
      case "askUse":
        this.#uses.set(step.keyId, await world.lastUse(step.keyId));
        return;
      case "awaitListed":
        return this.#awaitListed(step.keyId);
      case "takeBack":
        return this.#fresh.takeBack(step.how, step.keyId);
      case "deactivate":
        await this.#keys.deactivate(user, step.keyId, REPLACED);
        return this.#remember({ turnedOff: [...this.#run.turnedOff, step.keyId] });
      case "activate":
        return this.#keys.activate(user, step.keyId, "which is needed still");
      case "quiet":
        return this.#quiet(step.keyId);
      case "delete":
        return this.#keys.delete(user, step.keyId, REPLACED);
      case "makeRoom":
        return this.#keys.delete(user, step.keyId, "which is turned off, and whose slot the next one needs");
      case "forget":
        return this.#deeds.count("labels of a version whose key is gone were removed", () =>
          world.vault.forget(step.version),
        );
      case "removeEntry":
        return this.#written(() => world.journal.remove(target));
      case "close":
        return this.#close();
      case "giveUp":
        if (this.#fresh.isAccounted) await this.entry.putBack();
        throw this.#fresh.failure;
    }
  }

  /** The entry stands before the first write to IAM: whatever becomes of this run, the next one knows what is ours. */
  async #begin(toAsk: boolean, facts: MachineFacts): Promise<void> {
    const { journal } = facts;
    const adopted =
      versionsOf(facts).some(({ current, pending }) => current && !pending) && keyOfReaders(facts);
    if (adopted) this.#delivery.found(adopted.id);
    if (journal.kind === "forbidden") {
      this.job.begun?.();
      this.job.unrecorded?.(journal.why);
      return this.#remember({ begun: true });
    }
    this.world.progress(`writing ${this.entry.path}`);
    this.job.begun?.();
    await this.#written(async () => {
      const held = unlabelled(this.job.aim, facts).map(({ id }) => id);
      if (toAsk) await this.entry.begin(journal, held, this.#told);
      else await this.entry.goOn(journal);
    });
    // What became of it, if it was not written, the facts tell.
    if (this.entry.isHeld) this.#remember({ begun: true });
  }

  /** The step before may have made it a moment ago, in a process of its own. */
  async #awaitListed(keyId: string): Promise<void> {
    const { world, job } = this;
    const { iam, clock } = world;
    world.progress(`looking for access key ${masked(keyId)}, which IAM does not list`);
    const until = clock.now().getTime() + UNLISTED_PATIENCE_MS;
    const remember = (found: "exists" | "gone") =>
      this.#remember({ unlisted: new Map([...this.#run.unlisted, [keyId, found]]) });
    for (;;) {
      if ((await iam.keys(job.subject.user.name))?.some(({ id }) => id === keyId)) return;
      if ((await world.ownerOf(keyId)) === job.subject.user.name) return remember("exists");
      if (clock.now().getTime() >= until) return remember("gone");
      await beforeLookingAgain(world);
    }
  }

  async #quiet(keyId: string): Promise<void> {
    const { world, job } = this;
    world.progress(`waiting ${job.quietSeconds} s with access key ${masked(keyId)} turned off`);
    await world.clock.sleep(job.quietSeconds * 1000, world.signal);
    // Who used it until it was turned off shows by now, perhaps.
    this.#uses.delete(keyId);
    this.#remember({ quietOver: [...this.#run.quietOver, keyId] });
  }

  /** Readers have a key that works, whatever becomes of this last word: it is no reason to fail. */
  async #close(): Promise<void> {
    try {
      await this.#written(() => this.entry.close());
    } catch (error) {
      if (!Fault.is(error) || this.world.signal.aborted) throw error;
      this.#remember({ leftOpen: true });
      this.world.progress(`${this.entry.path} could not be closed (${error.code}); the next run does it`);
    }
  }

  #written(work: () => Promise<void>): Promise<void> {
    return this.#deeds.count("the journal of the secret was written", work);
  }

  #remember(news: Partial<Own>): void {
    this.#run = { ...this.#run, ...news };
  }

  #state(): string {
    const { inHand, attempts } = this.#fresh.memory;
    const said = `${this.#deeds.text()}.`;
    if (!inHand) return attempts > 0 && this.#fresh.isAccounted ? `${said} No key is left behind.` : said;
    return `${said} Access key ${masked(inHand.id)} exists; the next run goes on from there.`;
  }
}
