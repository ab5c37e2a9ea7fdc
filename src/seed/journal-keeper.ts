import { journalPath } from "../domain/journal-path.js";
import { Fault } from "../errors/fault.js";
import type { SeedSubject } from "./dedication.js";
import type { JournalEntry, JournalHand, JournalWork, SeedJournal } from "./journal.js";
import type { KeyWorld } from "./world.js";

/** The longest request, where the caller has not set its gateway more time than that. */
const LONGEST_REQUEST_MS = 60_000;
/** From a run's sign of life until it has sent what it was about to send. */
const SENDING_MS = 30_000;
/**
 * How often a run that waits lets others see that it lives: so often that a wait and a slow call more do no harm, and so
 * seldom that a key which works as soon as keys usually do costs no further write.
 */
const TOUCH_MS = 8_000;
/** Requests for the entry; before the next one it is looked up what the last one left. */
const MOST_CLAIMS = 3;
/** How often a run shows that it lives before a request that must not come late, where each sign took too long. */
const MOST_SIGNS = 3;
/** How long a run watches another one that lives before it gives way, and how old a sign of life may be then. */
const LONGEST_WATCH_MS = 40_000;
const RECENT_MS = 20_000;

/**
 * An entry that its run has not touched for so long belongs to one that died, and all that it had sent has come through or
 * has come to nothing: a request to hand a key over may take effect although its run was killed meanwhile.
 */
export function deadAfterMs({ longestRequestMs = 0 }: Pick<SeedJournal, "longestRequestMs">): number {
  return Math.max(LONGEST_REQUEST_MS, longestRequestMs) + SENDING_MS;
}

/** What stands beside the target, for a decision. */
export type JournalFact =
  | { readonly kind: "none" }
  | { readonly kind: "forbidden" | "unreadable"; readonly why: string }
  /**
   * `mine`: this run holds it. `finished`: nothing is under way. `dead`: the run that held it has ended without an end.
   * `watched`: it may be at work still; looking again tells.
   */
  | { readonly kind: "mine" | "finished" | "dead" | "watched"; readonly entry: JournalEntry }
  | { readonly kind: "at work"; readonly entry: JournalEntry; readonly inThisProcess: boolean };

/** Runs of this process, so that each has a number of its own. */
let runs = 0;

/**
 * One run's hold on the entry of its target. Before every write the entry is read once more: a run that has lost it, say
 * because it slept for so long that another one took it for dead, ends with a fault that says so.
 */
export class JournalKeeper {
  readonly #run: number;
  #held: { entry: JournalEntry; version: number } | undefined;
  #seenVersion = 0;
  #watch: { readonly text: string; readonly since: number; readonly from: number } | undefined;
  #forbidden: Extract<JournalFact, { kind: "forbidden" | "unreadable" }> | undefined;
  /** When the last write of the entry was sent, by this machine's clock. */
  #touchedAt = 0;
  #unclearClaims = 0;

  constructor(
    readonly world: KeyWorld,
    readonly subject: SeedSubject,
    readonly work: JournalWork,
  ) {
    runs += 1;
    this.#run = runs;
    world.journal.atWork.add(this.#run);
  }

  /** What a person finds the entry by: its path in the gateway, unless it is elsewhere. */
  get path(): string {
    const { target } = this.subject;
    return this.world.journal.nameOf?.(target) ?? journalPath(target);
  }

  /** The entry that this run holds. */
  get entry(): JournalEntry | undefined {
    return this.#held?.entry;
  }

  /** What stands there now. Throws SEED_AT_WORK when this run had the entry and has it no more. */
  async look(): Promise<JournalFact> {
    if (this.#forbidden) return this.#forbidden;
    const { journal } = this.world;
    const reading = await journal.read(this.subject.target);
    switch (reading.kind) {
      case "none":
        return this.#held ? this.#putBack(this.#held.entry) : reading;
      case "entry":
        return this.#judged(reading.entry, reading.version);
      default:
        if (this.#held) throw this.#lost(reading.why);
        return reading;
    }
  }

  #judged(entry: JournalEntry, version: number): JournalFact {
    const { journal, clock } = this.world;
    const { by } = entry;
    const inThisProcess = by.process === journal.process;
    this.#seenVersion = version;
    if (inThisProcess && by.run === this.#run && (this.#held?.version ?? version) === version) {
      this.#held = { entry, version };
      return { kind: "mine", entry };
    }
    if (this.#held) throw this.#lost(whoIs(by));
    if (entry.work === null) return { kind: "finished", entry };
    if (inThisProcess) {
      return journal.atWork.has(by.run) ? { kind: "at work", entry, inThisProcess } : { kind: "dead", entry };
    }
    if (by.process === LET_GO) return { kind: "dead", entry };
    const now = clock.now().getTime();
    const text = JSON.stringify([version, entry]);
    if (this.#watch?.text !== text) this.#watch = { text, since: now, from: this.#watch?.from ?? now };
    const { since, from } = this.#watch;
    if (now - since >= deadAfterMs(journal)) return { kind: "dead", entry };
    const livesOn = since > from && now - since < RECENT_MS;
    if (livesOn && now - from >= LONGEST_WATCH_MS) return { kind: "at work", entry, inThisProcess };
    return { kind: "watched", entry };
  }

  /**
   * Makes the entry, or takes over the one that was decided on. What came of it, the next look tells; nothing is done
   * where something else stands there by now.
   */
  async claim(news: Partial<JournalEntry>, decidedOn: JournalFact): Promise<void> {
    const { journal } = this.world;
    const { target, user } = this.subject;
    const there = await this.look();
    if (there.kind === "mine") return this.write(news);
    if (JSON.stringify(there) !== JSON.stringify(decidedOn)) return;
    if (!["none", "dead", "finished"].includes(there.kind)) return;
    const before = "entry" in there ? there.entry : EMPTY;
    // Whoever was retiring a key has come to its end, or finds it by what the two systems say.
    const entry = {
      ...before,
      retiring: undefined,
      user: user.arn,
      work: this.work,
      ...news,
      by: this.#hand(),
    };
    const sentAt = this.world.clock.now().getTime();
    const outcome =
      there.kind === "none"
        ? await journal.create(target, entry)
        : await journal.takeOver(target, this.#seenVersion, entry);
    if (outcome.kind === "forbidden") this.#forbidden = outcome;
    if (outcome.kind === "unclear") this.#unclear();
    if (outcome.kind !== "written") return;
    this.#held = { entry, version: outcome.version };
    this.#touchedAt = sentAt;
  }

  /** Writes news into the entry that this run holds; nothing where the caller may not write one. */
  async write(news: Partial<JournalEntry>): Promise<void> {
    if (!(await this.holds())) return;
    const entry = { ...(this.#held?.entry ?? EMPTY), ...news, by: this.#hand() };
    const sentAt = this.world.clock.now().getTime();
    await this.world.journal.update(this.subject.target, entry);
    if (this.#held) this.#held = { ...this.#held, entry };
    this.#touchedAt = sentAt;
  }

  /** Whether this run has an entry. Throws SEED_AT_WORK when it had one and has it no more. */
  async holds(): Promise<boolean> {
    return this.#held !== undefined && (await this.look()).kind === "mine";
  }

  /**
   * Before each sending of what must not take effect once another run has the entry: makes sure that this run has it, and
   * that others have seen it alive so lately that they wait until the request has come through.
   */
  async renew(): Promise<void> {
    if (!this.#held) return;
    for (let signs = 0; signs < MOST_SIGNS; signs++) {
      // Half of that time is left for this look and the sending itself.
      if (this.#untouchedMs < SENDING_MS / 2) await this.holds();
      else await this.write({});
      if (this.#untouchedMs < SENDING_MS) return;
    }
  }

  /** Lets others see that this run lives, and this run whether it has the entry still. */
  async touch(): Promise<void> {
    if (!this.#held || this.#untouchedMs < TOUCH_MS) return;
    try {
      await this.write({});
    } catch (error) {
      if (!Fault.is(error) || error.code === "SEED_AT_WORK" || this.world.signal.aborted) throw error;
      // It is only a sign of life: what has to be written is written, or fails, at its own place.
      this.world.progress(`journal entry ${this.path} could not be touched (${error.code})`);
    }
  }

  /** Deletes the entry that this run holds. */
  async remove(): Promise<void> {
    if (!(await this.holds())) return;
    await this.world.journal.remove(this.subject.target);
    this.#held = undefined;
  }

  /** Deletes the entry that was seen last, whoever wrote it: nothing that it tells of is there any more. */
  async forget(): Promise<void> {
    const there = await this.look();
    if (!("entry" in there) || there.kind === "watched" || there.kind === "at work") return;
    await this.world.journal.remove(this.subject.target);
    this.#held = undefined;
  }

  /**
   * This run has come to its end, whatever it was. One that was told to stop, and of which nothing is on its way any more,
   * says so: then the next one need not wait until it is taken for dead.
   */
  async leave({ isAllAnswered = true } = {}): Promise<void> {
    const { journal, signal } = this.world;
    const { target } = this.subject;
    journal.atWork.delete(this.#run);
    const { entry } = this.#held ?? {};
    const isUnfinished = entry !== undefined && entry.work !== null;
    // Without another look, for which there is no time: as lately as this none can have taken the entry over.
    if (!signal.aborted || !isUnfinished || !isAllAnswered || this.#untouchedMs >= SENDING_MS) return;
    const by = { ...this.#hand(), process: LET_GO };
    await journal.letGo(target, { ...entry, by }).catch(() => {
      // The next run waits then.
    });
  }

  get #untouchedMs(): number {
    return this.world.clock.now().getTime() - this.#touchedAt;
  }

  /** The entry was deleted by a person or another process; what this run knows is all that it said. */
  async #putBack(entry: JournalEntry): Promise<JournalFact> {
    this.#held = undefined;
    const outcome = await this.world.journal.create(this.subject.target, entry);
    if (outcome.kind !== "written") throw this.#lost("it was deleted meanwhile, and could not be put back");
    this.#held = { entry, version: outcome.version };
    return { kind: "mine", entry };
  }

  #hand(): JournalHand {
    const { journal, clock } = this.world;
    return { process: journal.process, host: journal.host, run: this.#run, at: clock.now() };
  }

  #unclear(): void {
    this.#unclearClaims += 1;
    if (this.#unclearClaims < MOST_CLAIMS) return;
    throw new Fault("SEED_JOURNAL_UNCLEAR", {
      doing: `writing journal entry ${this.path}`,
      seen: `${MOST_CLAIMS} requests were left without a usable answer`,
      state: "",
    });
  }

  #lost(who: string): Fault {
    return new Fault("SEED_AT_WORK", {
      doing: `holding journal entry ${this.path}`,
      seen: `another run has taken over what this one had begun: ${who}`,
      state: "",
      advice: "Let the other run end, and then plan again.",
    });
  }
}

/** The process of an entry that its run has let go. */
const LET_GO = "";

const EMPTY: Omit<JournalEntry, "user" | "by"> & { user: string; by: JournalHand } = {
  user: "",
  work: null,
  before: [],
  asked: [],
  minted: null,
  ours: [],
  by: { process: LET_GO, run: 0, host: "", at: new Date(0) },
};

/** Who that is, and since when: `a run on build-7, which wrote at 2026-03-01T10:00:00.000Z`. */
export function whoIs({ host, at }: JournalHand): string {
  return `a run on ${host}, which last wrote at ${at.toISOString()}`;
}
