import type { ConditionContext } from "./context.js";
import type { Condition } from "./document.js";

/** Whether one line of a condition block holds for a request. `variables` as in the policy's version. */
export function conditionHolds(condition: Condition, context: ConditionContext, variables: boolean): boolean {
  const { compare, negated } = condition.operator;
  const seen = context.values(condition.key);
  if (!compare)
    return condition.values.some((wanted) => (wanted.toLowerCase() === "true") === (seen === undefined));

  if (seen === undefined || seen.length === 0) {
    return (
      condition.ifExists || condition.quantifier === "all" || (condition.quantifier === "one" && negated)
    );
  }
  const matchesOne = (value: string) =>
    condition.values.some((wanted) => compare(value, wanted, variables ? context : undefined));
  const fits = (value: string) => matchesOne(value) !== negated;
  if (condition.quantifier === "all") return seen.every(fits);
  if (condition.quantifier === "any") return seen.some(fits);
  return negated ? seen.every(fits) : seen.some(fits);
}
