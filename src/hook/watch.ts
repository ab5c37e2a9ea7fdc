import { pausePolicies, spreadMs, wholePauseMs } from "../domain/backoff.js";
import { Fault } from "../errors/fault.js";
import { kindOfError, unexpectedText } from "../errors/unexpected.js";
import { graceOf, isYoung } from "../seed/index.js";
import { logEnd, WORK_MS, withinTime } from "./job.js";
import { judgeLook, type LookVerdict, lookAt } from "./look.js";
import {
  inTurn,
  type RetirementTools,
  restingAt,
  retireInTurn,
  type TargetRetirement,
} from "./retirement.js";
import type { SlotPlace } from "./slots.js";
import type { HookTarget } from "./target.js";

export interface TargetWatchOptions {
  /** Milliseconds between two looks at a target. */
  readonly everyMs: number;
  /** Aborted when the hook takes nothing new any more: no further look is needed. */
  readonly stopping: AbortSignal;
  /** Aborted when work has to end. */
  readonly outer: AbortSignal;
  /** Has work count as in hand, so that a stop waits for it. */
  readonly inHand: (work: (begins: () => void) => Promise<TargetRetirement>) => Promise<TargetRetirement>;
}

/** Requests that come as soon as the hook listens are served first. */
const FIRST_AFTER_MS = 1_000;
/** Where another process is at work on the target. */
const BUSY_MS = 15_000;
/** For the log: no request has asked for it. */
const FIELDS = { asked_by: "look" } as const;

/**
 * Looks at one target again and again, and retires what is due, whether or not HCP Terraform has called: a call that
 * was lost, or whose work failed or was killed, makes no difference in the end. Nothing that it remembers is needed by
 * the next process; it only keeps it from asking and saying everything twice.
 */
export class Watch {
  /** When the last look came to its end, whatever it was. */
  lookedAt: Date | undefined;
  #failures = 0;
  #toldCode: string | undefined;
  #entry: { readonly text: string; readonly since: number } | undefined;
  /** What the last look saw, and when by the clock of its world. */
  #seen: { readonly text: string; readonly at: Date } | undefined;
  /** What a look saw when the details told that nothing is due. */
  #nothingDue: string | undefined;

  constructor(
    readonly tools: RetirementTools,
    readonly target: HookTarget,
    readonly options: TargetWatchOptions,
  ) {}

  /** Whether the last look, or what it found to be due, failed. */
  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** Looks until the hook is stopped. Never throws. */
  async run(): Promise<void> {
    const { clock } = this.tools;
    const { stopping } = this.options;
    let afterMs = Math.min(FIRST_AFTER_MS, this.options.everyMs);
    for (;;) {
      try {
        await clock.sleep(spreadMs(pausePolicies.failedLook, afterMs, clock.random()), stopping);
      } catch {
        return;
      }
      afterMs = Math.min(await this.#lookOnce(), this.options.everyMs);
    }
  }

  /** Looks, and answers after how many milliseconds to look again. */
  async #lookOnce(): Promise<number> {
    const { clock, turns } = this.tools;
    const { stopping, everyMs } = this.options;
    if (turns.isTaken(this.target.subject.target)) return BUSY_MS;
    let verdict: LookVerdict | undefined;
    try {
      verdict = await inTurn(this.tools, this.target, { urgency: "unasked", signal: stopping }, (place) =>
        this.#look(place),
      );
      if (stopping.aborted) return everyMs;
      if (verdict.kind === "due") this.#ended(await this.#retire(verdict.why));
      else this.#succeeded();
    } catch (error) {
      if (stopping.aborted) return everyMs;
      this.#failed(error);
    }
    this.lookedAt = clock.now();
    if (this.#failures > 0) return wholePauseMs(pausePolicies.failedLook, this.#failures);
    return verdict?.kind === "later" ? verdict.afterMs : everyMs;
  }

  async #look(place: SlotPlace): Promise<LookVerdict> {
    const { worlds, clock } = this.tools;
    const world = restingAt(
      place,
      worlds(this.options.stopping, () => {}),
    );
    const seen = await lookAt(world, this.target);
    const at = clock.now().getTime();
    const text = JSON.stringify(seen.journal);
    if (this.#entry?.text !== text) this.#entry = { text, since: at };
    const entryUnchangedMs = at - this.#entry.since;
    const isFirst = this.#seen === undefined;
    const now = world.clock.now();
    // That nothing is due may hold only for as long as a key is young, or a grace is on.
    const young = seen.keys?.some((key) => isYoung(key, now)) ?? false;
    const inGrace = graceOf(seen.keys ?? [], undefined, seen.rotator, now) !== undefined;
    this.#seen = { text: JSON.stringify({ ...seen, young, inGrace }), at: now };
    if (this.#seen.text === this.#nothingDue) return { kind: "settled" };
    return judgeLook(this.target, { ...seen, now: this.#seen.at, entryUnchangedMs, isFirst });
  }

  async #retire(why: string): Promise<TargetRetirement> {
    const { tools, target } = this;
    const { outer, inHand } = this.options;
    const path = target.subject.target;
    const level = this.#failures === 0 ? "info" : "debug";
    tools.log.log(level, "look.due", `target ${path}: ${why}`, { target: path });
    const until = new Date(tools.clock.now().getTime() + WORK_MS);
    const end = { kind: "looked", at: this.#seen?.at ?? tools.clock.now() } as const;
    return inHand((begins) =>
      withinTime(tools, target, { until, outer, since: "look" }, (signal) =>
        retireInTurn(tools, target, {
          urgency: "unasked",
          end,
          signal,
          note: () => {},
          fields: FIELDS,
          begins,
        }),
      ),
    );
  }

  #ended(retirement: TargetRetirement): void {
    const { log } = this.tools;
    if (retirement.kind !== "failed") {
      if (retirement.kind === "none") this.#nothingDue = this.#seen?.text;
      logEnd(log, retirement, FIELDS);
      this.#succeeded();
      return;
    }
    this.#failures += 1;
    const { code, summary, detail } = retirement.fault;
    if (this.#toldCode !== code) logEnd(log, retirement, FIELDS);
    else log.log("debug", "look.failed", `still: ${summary}. ${detail}`, this.#about(code));
    this.#toldCode = code;
  }

  #succeeded(): void {
    if (this.#failures > 0) {
      const { target } = this.target.subject;
      this.tools.log.log("info", "look.recovered", `target ${target}: nothing fails any more`, { target });
    }
    this.#failures = 0;
    this.#toldCode = undefined;
  }

  /** The look itself failed: whether anything is due is not known. */
  #failed(error: unknown): void {
    const { log } = this.tools;
    this.#failures += 1;
    if (!Fault.is(error)) log.log("error", "hook.bug", unexpectedText(error), this.#about(undefined));
    const code = Fault.is(error) ? error.code : kindOfError(error);
    const words = Fault.is(error) ? `${error.summary}. ${error.detail}` : `an unexpected ${code}`;
    log.log(this.#toldCode === code ? "debug" : "warn", "look.failed", words, this.#about(code));
    this.#toldCode = code;
  }

  #about(code: string | undefined) {
    return { target: this.target.subject.target, ...(code !== undefined && { code }) };
  }
}
