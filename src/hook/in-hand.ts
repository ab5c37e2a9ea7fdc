import type { Urgency } from "./slots.js";

/** How far a piece of work is: waiting for a turn, at work on a target, or done and only to be told. */
export type Phase = "waiting" | "running" | "telling";

interface Piece {
  readonly urgency: Urgency;
  phase: Phase;
}

/** What was taken and has not come to its end; of what was asked for never more than so much, whatever is sent. */
export class InHand {
  readonly #pieces = new Set<Piece>();
  readonly #idle: (() => void)[] = [];

  /** @param most how many requests may be waiting or running */
  constructor(readonly most: number) {}

  get waiting(): number {
    return this.#count("waiting");
  }

  get running(): number {
    return this.#count("running");
  }

  get telling(): number {
    return this.#count("telling");
  }

  /** Whether another request would be taken now. */
  get hasRoom(): boolean {
    const taking = [...this.#pieces].filter(
      ({ urgency, phase }) => urgency === "asked" && phase !== "telling",
    );
    return taking.length < this.most;
  }

  /**
   * Takes a piece of work, which says itself how far it is. It deals with its failures: it never rejects. Whether there
   * is room is for the caller to ask: what the hook finds by looking is never turned away, and takes no room either.
   */
  take(work: (phase: (phase: Phase) => void) => Promise<void>, urgency: Urgency = "asked"): void {
    const piece: Piece = { urgency, phase: "waiting" };
    this.#pieces.add(piece);
    const told = (phase: Phase) => {
      piece.phase = phase;
    };
    void work(told).finally(() => {
      this.#pieces.delete(piece);
      if (this.#pieces.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
    });
  }

  /** Resolves as soon as nothing is in hand. */
  async idle(): Promise<void> {
    if (this.#pieces.size === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #count(wanted: Phase): number {
    return [...this.#pieces].filter(({ phase }) => phase === wanted).length;
  }
}
