import type { AwsErrorCode } from "./errors.js";

/** How a call is answered instead of, or after, being carried out. */
export type PlannedAwsAnswer = {
  /** For how many calls in a row. Default: 1. */
  readonly times?: number;
} & (
  | {
      /** Nothing is carried out; the error is answered. */
      readonly error: AwsErrorCode;
      /** What AWS says to it. Default: that the sandbox was told to answer so. */
      readonly message?: string;
    }
  | {
      /** The action is carried out, then the connection is cut without an answer. */
      readonly replyLost: true;
    }
  | {
      /** Nothing is carried out and the connection is cut. */
      readonly refused: true;
    }
);

/** The answers that a test has planned, by action, first in first out. */
export class PlannedAwsAnswers {
  readonly #queues = new Map<string, { readonly answer: PlannedAwsAnswer; left: number }[]>();

  plan(action: string, answer: PlannedAwsAnswer): void {
    const queue = this.#queues.get(action) ?? [];
    queue.push({ answer, left: answer.times ?? 1 });
    this.#queues.set(action, queue);
  }

  /** The answer planned for this call of `action`, used up by asking; undefined when none is. */
  take(action: string): PlannedAwsAnswer | undefined {
    const queue = this.#queues.get(action);
    const first = queue?.[0];
    if (!queue || !first) return undefined;
    first.left -= 1;
    if (first.left <= 0) queue.shift();
    return first.answer;
  }
}
