import { TRIAL_RULES, type TrialRuleId } from "./rules.js";

/** What became of one rule. */
export interface RuleResult {
  readonly rule: TrialRuleId;
  readonly promise: string;
  readonly outcome: "held" | "broken" | "not tried";
  /** What was seen, or why it was not tried. Never a payload, a credential or an answer. */
  readonly seen?: string;
  /** What to do, where it is broken. */
  readonly cure?: string;
}

/** Collects what was seen of each rule. What was seen first counts: later things often follow from it. */
export class Findings {
  readonly #broken = new Map<TrialRuleId, string>();
  readonly #held = new Set<TrialRuleId>();
  readonly #skipped = new Map<TrialRuleId, string>();

  /** Whether it holds; where it does not, `seen` says what was there instead. */
  check(rule: TrialRuleId, holds: boolean, seen: string): boolean {
    if (holds) this.#held.add(rule);
    else if (!this.#broken.has(rule)) this.#broken.set(rule, seen);
    return holds;
  }

  skip(why: string, ...rules: readonly TrialRuleId[]): void {
    for (const rule of rules) this.#skipped.set(rule, why);
  }

  isBroken(rule: TrialRuleId): boolean {
    return this.#broken.has(rule);
  }

  /** Of every rule, in their order. */
  results(): RuleResult[] {
    return (Object.keys(TRIAL_RULES) as TrialRuleId[]).map((rule) => {
      const { promise, cure } = TRIAL_RULES[rule];
      const seen = this.#broken.get(rule);
      if (seen !== undefined) return { rule, promise, outcome: "broken", seen, cure };
      if (this.#held.has(rule)) return { rule, promise, outcome: "held" };
      const why = this.#skipped.get(rule) ?? "what comes before it has failed";
      return { rule, promise, outcome: "not tried", seen: why };
    });
  }
}
