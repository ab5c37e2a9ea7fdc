import type { Operator } from "./operators.js";

/** A list with its negation: `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Matcher {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

/** One line of a `Condition` block; all lines of a statement have to hold. */
export interface Condition {
  readonly operator: Operator;
  /** How a key with several values is taken. */
  readonly quantifier: "one" | "all" | "any";
  /** Whether the line holds where the key is absent. */
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

/** A principal that a statement of a trust policy is about. */
export interface PrincipalClause {
  readonly kind: "AWS" | "Service" | "Federated";
  readonly name: string;
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly action: Matcher;
  /** Undefined in a trust policy, which is about its role. */
  readonly resource: Matcher | undefined;
  /** Undefined in an identity policy, which is about its holder. */
  readonly principals: readonly PrincipalClause[] | undefined;
  readonly conditions: readonly Condition[];
}

/** A policy that has been checked. */
export interface CheckedPolicy {
  /** As it was sent: IAM gives back the very text. */
  readonly text: string;
  /** Whether `${…}` are variables (version 2012-10-17) or plain text (any older or missing version). */
  readonly variables: boolean;
  readonly statements: readonly Statement[];
}
