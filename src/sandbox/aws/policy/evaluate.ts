import { conditionHolds } from "./condition.js";
import type { ConditionContext } from "./context.js";
import type { CheckedPolicy, Matcher, Statement } from "./document.js";
import { matchesArn, patternMatches, readPattern } from "./pattern.js";

/** May this be done to that? */
export interface Question {
  /** `iam:GetUser`. */
  readonly action: string;
  /** An ARN, or `*` for an action that is about no single resource. */
  readonly resource: string;
  readonly context: ConditionContext;
}

/** What a set of policies says. Silence is a refusal, too, but another policy may still allow. */
export type PolicyVerdict = "allow" | "deny" | "silent";

/** What policies say together: one Deny outweighs every Allow. */
export function verdictOf(policies: Iterable<CheckedPolicy>, question: Question): PolicyVerdict {
  let verdict: PolicyVerdict = "silent";
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (!applies(statement, policy, question)) continue;
      if (statement.effect === "Deny") return "deny";
      verdict = "allow";
    }
  }
  return verdict;
}

/** Whether action, resource and conditions of a statement fit; its principals are the caller's business. */
export function applies(statement: Statement, policy: CheckedPolicy, question: Question): boolean {
  return (
    fits(statement.action, (pattern) => actionMatches(pattern, question.action)) &&
    (statement.resource === undefined ||
      fits(statement.resource, (pattern) => {
        const read = readPattern(pattern, policy.variables ? question.context : undefined);
        return read !== undefined && matchesArn(read, question.resource);
      })) &&
    statement.conditions.every((condition) => conditionHolds(condition, question.context, policy.variables))
  );
}

function fits(matcher: Matcher, test: (pattern: string) => boolean): boolean {
  return matcher.patterns.some(test) !== matcher.not;
}

function actionMatches(pattern: string, action: string): boolean {
  const read = readPattern(pattern.toLowerCase());
  return read !== undefined && patternMatches(read, action.toLowerCase());
}
