/** How a call is answered instead of, or after, being carried out. */
export type PlannedAnswer = {
  /** For how many calls in a row. Default: 1. */
  readonly times?: number;
} & (
  | {
      /** Nothing is carried out; this is answered. `body` is sent as JSON; `text` and `html` as they are. */
      readonly status: number;
      readonly body?: unknown;
      readonly text?: string;
      readonly html?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      /** The command is carried out, then the connection is cut without an answer. */
      readonly replyLost: true;
    }
  | {
      /** Nothing is carried out and the connection is cut. */
      readonly refused: true;
    }
  | {
      /** Nothing is carried out and nothing is answered until the caller gives up. */
      readonly silent: true;
    }
);

/** The answers that a test has planned, by command, first in first out. */
export class PlannedGatewayAnswers {
  readonly #queues = new Map<string, { answer: PlannedAnswer; left: number }[]>();

  plan(command: string, answer: PlannedAnswer): void {
    const queue = this.#queues.get(command) ?? [];
    queue.push({ answer, left: answer.times ?? 1 });
    this.#queues.set(command, queue);
  }

  /** The answer planned for this call of `command`, used up by asking; undefined when none is. */
  take(command: string): PlannedAnswer | undefined {
    const queue = this.#queues.get(command);
    const first = queue?.[0];
    if (!queue || !first) return undefined;
    first.left -= 1;
    if (first.left <= 0) queue.shift();
    return first.answer;
  }
}
