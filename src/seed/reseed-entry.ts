import type { Clock } from "../domain/clock.js";
import { Fault } from "../errors/fault.js";
import type { SeedSubject } from "./dedication.js";
import type { JournalEntry } from "./journal.js";
import { type JournalFact, JournalKeeper } from "./journal-keeper.js";
import { type IamTime, LONGEST_DELAY_MS, MOST_REQUESTS } from "./key-requests.js";
import type { KeyWorld } from "./world.js";

/** How often a run that waits shows that it lives, and how long a wait may be until it is asked whether it should. */
const SIGN_OF_LIFE_MS = 8_000;
const SLICE_MS = 4_000;

/**
 * What the journal tells of a fresh seed. Its `ours` are the keys that the target held before the hand-over, beside what
 * an earlier run has left: all that may be ended.
 */
export class ReseedEntry {
  /** What stood there before this run; to be put back if the run leaves nothing behind. */
  #former: JournalEntry | undefined;
  #noted: IamTime | undefined;
  readonly #keeper: JournalKeeper;
  /** The clock of a run that others see alive while it waits, and that notices when it has lost its entry. */
  readonly clock: Clock;

  constructor(
    readonly world: KeyWorld,
    subject: SeedSubject,
  ) {
    const { clock } = world;
    const keeper = new JournalKeeper(world, subject, "reseed");
    this.#keeper = keeper;
    let shown = clock.now().getTime();
    const showLife = async () => {
      const now = clock.now().getTime();
      if (now - shown < SIGN_OF_LIFE_MS) return;
      shown = now;
      await keeper.touch();
    };
    this.clock = {
      now: () => clock.now(),
      random: () => clock.random(),
      async sleep(ms, signal) {
        for (let left = ms; left > 0; left -= SLICE_MS) {
          await clock.sleep(Math.min(left, SLICE_MS), signal);
          await showLife();
        }
      },
    };
  }

  get path(): string {
    return this.#keeper.path;
  }

  /** Whether this run has the entry, as far as it knows. */
  get isHeld(): boolean {
    return this.#keeper.entry !== undefined;
  }

  look(): Promise<JournalFact> {
    return this.#keeper.look();
  }

  /** The entry as far as it tells of requests that were sent: to one that was not, no key can be the answer. */
  sent(entry: JournalEntry | undefined): JournalEntry | undefined {
    return entry && this.#noted ? { ...entry, asked: entry.asked.slice(0, -1) } : entry;
  }

  /** Takes over what an earlier run has begun; gives the keys that it was to end. */
  async goOn(there: JournalFact): Promise<readonly string[]> {
    await this.#keeper.claim({}, there);
    return "entry" in there && there.entry.work === "reseed" ? there.entry.ours : [];
  }

  /** Writes down, before the first write to IAM, that a key is asked for; gives the keys that may be ended. */
  async begin(there: JournalFact, held: readonly string[], told: IamTime): Promise<readonly string[]> {
    if ("entry" in there && there.entry.work === null) this.#former = there.entry;
    const request = this.#request("entry" in there ? there.entry : undefined, held, told);
    await this.#keeper.claim({ before: [], ...request }, there);
    this.#noted = told;
    return request.ours;
  }

  /** The same before each further request. */
  async asking(held: readonly string[], told: IamTime): Promise<void> {
    const isFresh = this.#noted && this.world.clock.now().getTime() - this.#noted.at < LONGEST_DELAY_MS;
    this.#noted = undefined;
    if (isFresh) await this.#keeper.holds();
    else if (await this.#keeper.holds()) {
      await this.#keeper.write(this.#request(this.#keeper.entry, held, told));
    }
  }

  #request(entry: JournalEntry | undefined, held: readonly string[], { time }: IamTime) {
    const { minted = null, ours = [], asked = [], work = null } = entry ?? {};
    const named = minted === null ? ours : [...ours, minted];
    return {
      minted: null,
      ours: [...new Set([...named, ...held])],
      asked: [...(work === null ? [] : asked), ...(time ? [time] : [])].slice(-MOST_REQUESTS),
    };
  }

  /** The key that was asked for; written down before it is used for the first time. */
  async minted(id: string): Promise<void> {
    const { asked = [] } = this.#keeper.entry ?? {};
    await this.#keeper.write({ minted: id, asked: asked.slice(0, -1) });
  }

  /** No key was made by the last request: one that is found now was made by another caller. */
  refused(): Promise<void> {
    const { asked = [] } = this.#keeper.entry ?? {};
    return this.#keeper.write({ asked: asked.slice(0, -1) });
  }

  /** The target holds these keys before the hand-over. */
  replaces(ids: readonly string[]): Promise<void> {
    return this.#keeper.write({ ours: ids });
  }

  /** Makes sure that this run still has the entry. Throws SEED_AT_WORK when another one has it. */
  async holds(): Promise<void> {
    await this.#keeper.holds();
  }

  /** The same before each sending of what gives the target a key, which must not come late. */
  renew(): Promise<void> {
    return this.#keeper.renew();
  }

  /** Everything is done; the entry tells of the seed until that is retired. */
  close(): Promise<void> {
    return this.#keeper.write({ work: null, ours: [], asked: [] });
  }

  /** This run has left nothing behind: the entry tells again what it told before. */
  async putBack(): Promise<void> {
    if (!this.#keeper.entry) return;
    try {
      if (!this.#former) return await this.#keeper.remove();
      const { by: _, ...former } = this.#former;
      await this.#keeper.write(former);
    } catch (error) {
      if (!Fault.is(error)) throw error;
      this.world.progress(`journal entry ${this.path} stays (${error.code}); the next run goes on from it`);
    }
  }

  /** This run has come to its end, whatever it was. */
  leave(left?: { readonly isAllAnswered: boolean }): Promise<void> {
    return this.#keeper.leave(left);
  }
}
