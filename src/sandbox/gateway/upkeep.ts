import { rotateAdminIfDue } from "./admin-rotation.js";
import { expireIfDue } from "./issuing.js";
import { itemLock } from "./locks.js";
import { isRotated, type StoredItem } from "./records/item.js";
import { endGrace, rotateIfDue } from "./rotation.js";
import type { GatewayWorld } from "./world.js";

/** Something that the gateway does by itself, and when. */
interface Duty {
  readonly at: Date;
  run(): Promise<void>;
}

/** Everything that the gateway has to do some time: rotations, ends of grace times, credentials that run out. */
function duties(world: GatewayWorld): Duty[] {
  return [...world.store.items.inOrderOfMaking()].flatMap((item) => dutiesOf(world, item));
}

function dutiesOf(world: GatewayWorld, item: StoredItem): Duty[] {
  if (item.kind === "static") return [];
  if (isRotated(item)) {
    const rotation = item.nextRotationAt && { at: item.nextRotationAt, run: () => rotateIfDue(world, item) };
    const grace =
      item.kind === "rotated-aws" && item.previousKeyUntil
        ? { at: item.previousKeyUntil, run: () => endGrace(world, item) }
        : null;
    return [grace, rotation].filter((duty) => duty !== null);
  }
  const expiries = item.issued.map((credential) => ({
    at: later(credential.expiresAt, credential.retryAt),
    run: () => world.locks.run(itemLock(item.id), () => expireIfDue(world, item, credential)),
  }));
  const admin = item.nextAdminRotation
    ? [{ at: item.nextAdminRotation, run: () => rotateAdminIfDue(world, item) }]
    : [];
  return [...expiries, ...admin];
}

function later(a: Date, b: Date | null): Date {
  return b && b > a ? b : a;
}

/** Longest time that a timer can be set for. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Shortest pause between two rounds, so that a duty that stays due does not keep the machine busy. */
const SHORTEST_PAUSE_MS = 1000;

/** Carries duties out when they are due, by the sandbox's clock: at their time, and at once when the clock is moved. */
export class Upkeep {
  readonly #world: GatewayWorld;
  readonly #changed: () => void;
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #stopped = false;
  #bug: unknown;

  /** `changed` is called after each round. */
  constructor(world: GatewayWorld, changed: () => void = () => undefined) {
    this.#changed = changed;
    this.#world = world;
    this.#unsubscribe = world.clock.onMoved(() => this.runDue());
  }

  /**
   * Carries out what is due now, one after the other; resolves when it is done. Duties keep their own failures with
   * their item, so this rejects only for a bug.
   */
  runDue(): Promise<void> {
    const round = this.#running.then(() => this.#round());
    this.#running = round.catch(() => undefined);
    return round;
  }

  async #round(): Promise<void> {
    try {
      const now = this.#world.clock.now();
      const due = duties(this.#world).filter((duty) => duty.at <= now);
      for (const duty of due.sort((a, b) => a.at.getTime() - b.at.getTime())) {
        if (!this.#stopped) await duty.run();
      }
      if (due.length > 0 && !this.#stopped) this.#changed();
    } catch (error) {
      if (!this.#stopped) throw error;
    } finally {
      this.plan(SHORTEST_PAUSE_MS);
    }
  }

  /** Sets the timer for whatever is due next. To be called after anything that may have changed that. */
  plan(shortestMs = 0): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const next = Math.min(...duties(this.#world).map((duty) => duty.at.getTime()));
    if (next === Number.POSITIVE_INFINITY) return;
    const wait = Math.max(next - this.#world.clock.now().getTime(), shortestMs);
    const ring = () => {
      this.runDue().catch((error: unknown) => {
        this.#bug ??= error;
      });
    };
    this.#timer = setTimeout(ring, Math.min(wait, LONGEST_TIMER_MS));
    this.#timer.unref();
  }

  /** Stops; rejects with the first bug that a round in the background ran into. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe();
    clearTimeout(this.#timer);
    await this.#running;
    if (this.#bug !== undefined) throw this.#bug;
  }
}
