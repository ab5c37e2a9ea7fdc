import { Fault } from "../errors/fault.js";
import type { SeedSubject } from "./dedication.js";
import { hearing } from "./hearing.js";
import type { JournalEntry, JournalHand, JournalOutcome, JournalReading } from "./journal.js";
import { deadAfterMs } from "./journal-keeper.js";
import { beforeLookingAgain } from "./walk.js";
import type { Outcome, SeedWorld } from "./world.js";

/** The answer to the request does not tell what came of it; the facts do. */
const UNCLEAR: Outcome = { kind: "unclear" };

/**
 * The same world, in which of several processes that retire one seed at the same time a single one asks for the
 * rotation: it says so in the journal entry first, which the gateway lets one of them write. The others wait until they
 * see what came of it. The entry names the seed as well, so that whoever goes on after this process knows it. Where the
 * caller may not write an entry, what is seen right before the request has to do.
 */
export function rotatingInTurn(world: SeedWorld, subject: SeedSubject, seedKeyId: string): SeedWorld {
  const heard = hearing(world);
  const turn = new RotationTurn(heard, subject, seedKeyId);
  return { ...heard, gateway: { ...heard.gateway, rotateNow: (rotator) => turn.rotate(rotator) } };
}

class RotationTurn {
  #watch: { readonly text: string; readonly since: number } | undefined;

  constructor(
    readonly world: SeedWorld,
    readonly subject: SeedSubject,
    readonly seedKeyId: string,
  ) {}

  async rotate(rotator: string): Promise<Outcome> {
    const { gateway, signal } = this.world;
    if (!(await this.#take())) return UNCLEAR;
    try {
      return await gateway.rotateNow(rotator);
    } catch (error) {
      if (!Fault.is(error) || signal.aborted) throw error;
      // A rotation that another caller had asked for may be why this one was refused.
      if (await this.#isUnderWay()) return UNCLEAR;
      await this.#giveBack().catch(() => {
        // The refusal is what matters; a mark that stays holds no other process up for long.
      });
      throw error;
    }
  }

  /** Whether the turn is this process's; if not, the rotation of another one shows. */
  async #take(): Promise<boolean> {
    const { world } = this;
    for (let waited = false; ; waited = true) {
      world.signal.throwIfAborted();
      // The entry first: whatever its owner has done by then shows in what is read after it.
      const reading = await world.journal.read(this.subject.target);
      if (await this.#isUnderWay()) return false;
      if (await this.#marked(reading)) return true;
      if (!waited)
        world.progress("another process is having the seed replaced; waiting for what comes of it");
      await beforeLookingAgain(world);
    }
  }

  /** Whether the gateway has replaced the seed, or is at it. */
  async #isUnderWay(): Promise<boolean> {
    const { gateway, iam } = this.world;
    const { user, target } = this.subject;
    const held = await gateway.heldKey(target);
    if (held.kind === "key" && held.key.id !== this.seedKeyId) return true;
    const keys = (await iam.keys(user.name)) ?? [];
    return keys.some(({ id }) => id !== this.seedKeyId);
  }

  async #marked(reading: JournalReading): Promise<boolean> {
    const { journal } = this.world;
    const { user, target } = this.subject;
    switch (reading.kind) {
      case "none":
        return isMine(
          await journal.create(target, {
            ...entryOf(user.arn, this.seedKeyId, this.#hand),
            rotation: this.#hand,
          }),
        );
      case "entry": {
        const { entry, version } = reading;
        if (entry.user !== user.arn || entry.rotation?.process === journal.process) return true;
        if (entry.rotation && !this.#isDead(version, entry.rotation)) return false;
        const outcome = await journal.takeOver(target, version, { ...entry, rotation: this.#hand });
        // One that was raised once more since is another process's.
        return isMine(outcome, version + 1);
      }
      default:
        return true;
    }
  }

  /** A mark that shows nothing for so long was set by a process that died before it asked. */
  #isDead(version: number, rotation: JournalHand): boolean {
    const now = this.world.clock.now().getTime();
    const text = JSON.stringify([version, rotation]);
    if (this.#watch?.text !== text) this.#watch = { text, since: now };
    return now - this.#watch.since >= deadAfterMs(this.world.journal);
  }

  /** Nothing was asked for: the next one need not wait. */
  async #giveBack(): Promise<void> {
    const { journal } = this.world;
    const { target } = this.subject;
    const reading = await journal.read(target);
    if (reading.kind !== "entry" || reading.entry.rotation?.process !== journal.process) return;
    const { by } = reading.entry;
    if (by.process === journal.process && by.run === 0) return journal.remove(target);
    return journal.update(target, { ...reading.entry, rotation: undefined });
  }

  get #hand(): JournalHand {
    const { journal, clock } = this.world;
    return { process: journal.process, host: journal.host, run: 0, at: clock.now() };
  }
}

function isMine(outcome: JournalOutcome, version?: number): boolean {
  if (outcome.kind === "forbidden") return true;
  return outcome.kind === "written" && (version === undefined || outcome.version === version);
}

/**
 * Once the gateway has a new key, the dates alone may not tell any more that this one was the seed. It was only found, so
 * that the entry does not say that it was minted: what an entry calls minted is deleted as ours.
 */
function entryOf(user: string, seedKeyId: string, by: JournalHand): JournalEntry {
  return { user, work: null, before: [], asked: [], minted: null, ours: [], retiring: seedKeyId, by };
}
