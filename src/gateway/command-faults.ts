import { adviceForGatewayUser } from "../domain/denying-policy.js";
import { OnTheWay } from "../domain/on-the-way.js";
import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import { obstacleFault } from "../net/obstacle.js";
import { quotable } from "./quotable.js";
import type { CommandKind, Trouble } from "./retry-table.js";
import type { GatewayCallOptions } from "./settings.js";
import type { AnswerVerdict, Setback } from "./verdict.js";

/** What a command is for, as the person who reads about its failure has to know it. */
export interface CommandContext extends GatewayCallOptions {
  readonly kind: CommandKind;
  /** Such as `creating rotator "/aws/prod"`. */
  readonly doing: string;
  /** What a read is answered with. Default: an object. */
  readonly answersWith?: "object" | "list";
}

/** A verdict that ends a command without a value. */
export type CommandRefusal = Exclude<AnswerVerdict, { readonly is: "done" | "setback" | "interrupted" }>;

const EXHAUSTED: { readonly [T in Trouble]: FaultCode } = {
  "rate-limited": "GATEWAY_RATE_LIMITED",
  "server-error": "GATEWAY_FAILED",
  "not-sent": "GATEWAY_UNREACHABLE",
  "reply-lost": "GATEWAY_UNREACHABLE",
  timeout: "GATEWAY_TIMEOUT",
};

const AMBIGUOUS: ReadonlySet<Trouble> = new Set<Trouble>(["server-error", "reply-lost", "timeout"]);

const REPEATABLE = "It may have been done all the same; doing it again is safe.";
const NOT_REPEATED = "Whether it was done is not known, and it was not repeated.";

/** A login as the error about its refusal tells of it. */
export interface LoginInWords {
  /** Who has asked, such as an ARN; undefined where that is not known. */
  readonly shown: string | undefined;
  /** What is said before the refusal; undefined where there is nothing. */
  readonly before: string | undefined;
  readonly advice: string;
}

/** Words the faults of one command. Every text of the gateway goes through `quotable` first. */
export class CommandFaults {
  readonly #base: string;
  readonly #context: CommandContext;
  readonly #secrets: readonly string[];
  readonly #onTheWay: OnTheWay;
  /** Whether an earlier attempt may have been carried out. */
  #maybeDone: boolean;

  /** @param earlier faults of the same command, as it was sent before with another token */
  constructor(base: string, context: CommandContext, secrets: readonly string[], earlier?: CommandFaults) {
    this.#base = base;
    this.#context = context;
    this.#secrets = secrets;
    this.#onTheWay = earlier ? earlier.#onTheWay : new OnTheWay();
    this.#maybeDone = earlier ? earlier.#maybeDone : false;
  }

  /** Remembers what an attempt met: it decides what can be said about the state of things, and is told at the end. */
  met(setback: Setback): void {
    this.#maybeDone ||= this.#context.kind !== "read" && AMBIGUOUS.has(setback.trouble);
    this.#onTheWay.hears(this.#described(setback));
  }

  /** The error with which something else has ended the command, such as the login that it needed once more. */
  endedBy(error: unknown): unknown {
    if (error === this.#context.signal?.reason) return error;
    const told = this.#onTheWay.told(error);
    if (!this.#maybeDone || !Fault.is(told)) return told;
    return new Fault(told.code, { ...told.details, state: REPEATABLE, mayBeDone: true });
  }

  replyLost(setback: Setback): Fault {
    return this.#fault("GATEWAY_REPLY_LOST", this.#described(setback), NOT_REPEATED);
  }

  exhausted(setback: Setback, attempts: number): Fault {
    const { obstacle, trouble } = setback;
    const tries = attempts === 1 ? "" : `, in ${attempts} attempts`;
    const seen = `${this.#described(setback)}${tries}`;
    if (!obstacle) return this.#fault(EXHAUSTED[trouble], seen, undefined, setback.text);
    const about = { doing: this.#context.doing, state: this.#known(), otherwise: EXHAUSTED[trouble] };
    const { code, details } = obstacleFault({ ...obstacle, seen: this.#onTheWay.after(seen) }, about);
    return new Fault(code, { ...details, ...this.#doubt() });
  }

  interrupted(): Fault {
    const reason: unknown = this.#context.signal?.reason;
    return Fault.is(reason) ? reason : this.#fault("GATEWAY_INTERRUPTED", "a stop was asked for");
  }

  refused(refusal: CommandRefusal): Fault {
    switch (refusal.is) {
      case "wrong-url":
        return this.#strange("GATEWAY_WRONG_URL", refusal);
      case "not-understood":
        return this.#strange("GATEWAY_ANSWER_UNEXPECTED", refusal);
      case "missing":
        return this.#fault("GATEWAY_OBJECT_MISSING", this.#answered(refusal));
      case "unauthorized":
      case "forbidden":
        return this.#fault("GATEWAY_PERMISSION_DENIED", this.#answered(refusal));
      case "refused":
        return this.#fault("GATEWAY_REFUSED", this.#answered(refusal), undefined, refusal.text);
    }
  }

  /** For the login itself, where every refusal means that the caller was not let in. */
  loginRefused(refusal: CommandRefusal, { shown, before, advice }: LoginInWords): Fault {
    if (refusal.is === "wrong-url" || refusal.is === "not-understood") return this.refused(refusal);
    const to = shown === undefined ? "" : ` to ${shown}`;
    const first = before === undefined ? "" : `${before}; `;
    const seen = `${first}${this.#answered(refusal)}${to}`;
    const { code, details } = this.#fault("GATEWAY_UNAUTHENTICATED", seen);
    return new Fault(code, { ...details, advice });
  }

  /** Remembers that a token was refused and another one had in its place, which is told with what becomes of it. */
  hadAnotherToken(): void {
    this.#onTheWay.hears("the gateway had refused the token of an earlier login, which was dropped");
  }

  /**
   * An answer that the gateway does not give. Where its status says "done", that may be so or not: then what may not be
   * done twice is looked up, as after a reply that was lost.
   */
  #strange(code: FaultCode, { saw, saysDone }: { readonly saw: string; readonly saysDone: boolean }): Fault {
    const { kind } = this.#context;
    const seen = `${this.#base} answered with ${saw}`;
    if (!saysDone || kind === "read") return this.#fault(code, seen);
    if (kind === "once") return this.#fault("GATEWAY_REPLY_LOST", seen, NOT_REPEATED);
    return this.#fault(code, seen, "Whether it was done is not known; doing it again is safe.");
  }

  #answered({ status, text }: { readonly status: number; readonly text: string }): string {
    return `the gateway answered ${status} ${this.#quoted(text)}`;
  }

  #described({ trouble, saw, text, obstacle }: Setback): string {
    if (obstacle) return obstacle.seen;
    switch (trouble) {
      case "rate-limited":
      case "server-error":
        return `the gateway answered ${saw} ${this.#quoted(text)}`;
      case "not-sent":
        return `no connection to ${this.#base} (${saw})`;
      case "reply-lost":
        return `the connection to ${this.#base} broke before the answer came (${saw})`;
      case "timeout":
        return `no answer from ${this.#base} within ${saw}`;
    }
  }

  #quoted(text: string): string {
    return quotable(text, this.#secrets);
  }

  /** @param text of the gateway, which may repeat what AWS has said to it */
  #fault(code: FaultCode, seen: string, state?: string, text = ""): Fault {
    const advice = adviceForGatewayUser(text);
    return new Fault(code, {
      doing: this.#context.doing,
      seen: this.#onTheWay.after(seen),
      state: state ?? this.#known(),
      ...this.#doubt(),
      ...(advice !== undefined && { advice }),
    });
  }

  /** What is known about the state of things when the command ends in failure. */
  #known(): string {
    return this.#maybeDone ? REPEATABLE : "Nothing was changed by it.";
  }

  #doubt(): { readonly mayBeDone?: true } {
    return this.#maybeDone ? { mayBeDone: true } : {};
  }
}
