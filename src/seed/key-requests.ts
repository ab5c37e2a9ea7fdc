import type { SeedSubject } from "./dedication.js";
import type { JournalEntry } from "./journal.js";
import type { JournalFact } from "./journal-keeper.js";
import { entryOf } from "./ours.js";
import type { KeyWorld } from "./world.js";

/** From IAM's telling of its time until the request for a key is sent; a longer one is noted with a new time. */
export const LONGEST_DELAY_MS = 20_000;
/** Requests for a key that an entry tells of; older ones are long answered for. */
export const MOST_REQUESTS = 8;

/** IAM's own time, and when it told it. */
export interface IamTime {
  readonly time: Date | undefined;
  readonly at: number;
}

/** What the entry tells of a run's requests for keys, each written down before it is sent. */
export class KeyRequests {
  #told: IamTime = { time: undefined, at: 0 };
  /** The time with which the entry tells of a request that was not sent yet. */
  #noted: IamTime | undefined;
  #began: Date | undefined;

  constructor(
    readonly world: Pick<KeyWorld, "iam" | "clock">,
    readonly subject: SeedSubject,
  ) {}

  /** IAM's time as this run first heard it. */
  get began(): Date | undefined {
    return this.#began;
  }

  /** Asks IAM for its time. */
  async hear(): Promise<void> {
    const { iam, clock } = this.world;
    this.#told = { time: await iam.time(), at: clock.now().getTime() };
    this.#began ??= this.#told.time;
  }

  /** A request that the entry tells of and that this run has yet to send cannot have been answered. */
  withoutUnsent(journal: JournalFact): JournalFact {
    if (journal.kind !== "mine" || !this.#noted?.time) return journal;
    const { entry } = journal;
    return { ...journal, entry: { ...entry, asked: entry.asked.slice(0, -1) } };
  }

  /**
   * What the entry is to say before the next request. A finished one has nothing more to say of earlier requests.
   */
  next(journal: JournalFact): Pick<JournalEntry, "minted" | "ours" | "asked"> {
    const { minted = null, ours = [], asked = [], work = null } = entryOf(this.subject, journal) ?? {};
    const { time } = this.#told;
    this.#noted = this.#told;
    return {
      minted: null,
      ours: minted === null ? ours : [...ours.filter((id) => id !== minted), minted],
      asked: [...(work === null ? [] : asked), ...(time ? [time] : [])].slice(-MOST_REQUESTS),
    };
  }

  /** Whether the entry tells of the next request with a time that is recent enough. */
  get isNoted(): boolean {
    return this.#noted !== undefined && this.world.clock.now().getTime() - this.#noted.at < LONGEST_DELAY_MS;
  }

  /** The noted request is sent now, or there is none to be sent. */
  settle(): void {
    this.#noted = undefined;
  }
}
