import { Fault } from "../errors/fault.js";
import type { SeedSubject } from "./dedication.js";
import type { Deeds } from "./deeds.js";
import type { JournalWork } from "./journal.js";
import { type JournalFact, JournalKeeper } from "./journal-keeper.js";
import { KeyRequests } from "./key-requests.js";
import type { MintFacts } from "./next-mint-step.js";
import { entryOf } from "./ours.js";
import type { KeyWorld } from "./world.js";

/** What the journal tells of a run that mints: written before anything that a later run would have to know. */
export class MintEntry {
  readonly keeper: JournalKeeper;
  readonly #requests: KeyRequests;

  constructor(
    readonly world: KeyWorld,
    readonly subject: SeedSubject,
    work: JournalWork,
    readonly deeds: Deeds,
  ) {
    this.keeper = new JournalKeeper(world, subject, work);
    this.#requests = new KeyRequests(world, subject);
  }

  /** IAM's time as this run first heard it. */
  get began(): Date | undefined {
    return this.#requests.began;
  }

  /** Asks IAM for its time, and then looks what the journal tells. */
  async look(): Promise<JournalFact> {
    await this.#requests.hear();
    return this.#requests.withoutUnsent(await this.keeper.look());
  }

  /**
   * The entry stands before the first write to IAM: whatever becomes of this run, the next one knows what is ours.
   * `begun` is called before it is written.
   */
  async claim(
    toAsk: boolean,
    { journal, known }: Pick<MintFacts, "journal" | "known">,
    begun: () => void,
  ): Promise<void> {
    const entry = entryOf(this.subject, journal);
    this.world.progress(`writing journal entry ${this.keeper.path}`);
    const before = entry?.before ?? [];
    // What a finished entry names was handed over: it is no key of a create that goes on.
    const settled = journal.kind === "finished";
    const request = toAsk || settled ? this.#requests.next(journal) : { ours: entry?.ours ?? [] };
    if (!toAsk) this.#requests.settle();
    const ours = [...new Set([...request.ours, ...known])];
    begun();
    await this.#written(() => this.keeper.claim({ before, ...request, ours }, journal));
  }

  /** Writes down that a key is asked for, unless that stands there already and is recent enough. */
  async asking(journal: JournalFact): Promise<void> {
    if (this.#requests.isNoted) await this.keeper.holds();
    else await this.keeper.write(this.#requests.next(journal));
    this.#requests.settle();
  }

  /** Names the key before it is used for the first time: a key that was never used is recognized otherwise. */
  async minted(id: string): Promise<void> {
    const { asked = [] } = this.keeper.entry ?? {};
    await this.keeper.write({ minted: id, asked: asked.slice(0, -1) });
  }

  /** Nothing is under way any more. */
  close(): Promise<void> {
    return this.#written(() => this.keeper.write({ work: null }));
  }

  /** This run has taken back all that it made: the entry goes, too, if it tells of nothing else. */
  async remove(): Promise<void> {
    const { entry, path } = this.keeper;
    if (!entry || entry.ours.length > 0) return;
    try {
      await this.deeds.count(`journal entry ${path} was removed`, () => this.keeper.remove());
    } catch (error) {
      if (!Fault.is(error)) throw error;
      this.world.progress(`journal entry ${path} stays (${error.code}); the next run goes on from it`);
    }
  }

  #written(work: () => Promise<void>): Promise<void> {
    return this.deeds.count(`journal entry ${this.keeper.path} was written`, work);
  }
}
