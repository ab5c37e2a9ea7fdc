import type { FaultCode } from "../errors/catalog.js";
import type { Attributes } from "./attribute.js";
import type { ConfigOf } from "./shapes.js";
import type { Unknown } from "./unknown.js";

/**
 * A rule between attributes, such as "exactly one credential source". It is checked as soon as every attribute
 * that it needs is known: by Terraform during validation and planning, and by the constructs at synth.
 */
export interface Rule {
  readonly code: FaultCode;
  /** The attributes that the rule looks at. */
  readonly needs: readonly string[];
  /** The attribute that the message points at. */
  readonly at: string;
  /** What was seen, if it breaks the rule. Write-only values come as SecretText, and must not be echoed. */
  readonly broken: (values: { readonly [name: string]: unknown }) => string | undefined;
}

interface TypedRule<T extends Attributes, K extends keyof ConfigOf<T> & string> {
  readonly code: FaultCode;
  readonly needs: readonly K[];
  readonly at: K;
  readonly broken: (values: { readonly [N in K]: Exclude<ConfigOf<T>[N], Unknown> }) => string | undefined;
}

/** Writes rules about these attributes: `ruleOn(attributes)({ needs: ["ttl_seconds"], … })`. */
export function ruleOn<T extends Attributes>(_attributes: T) {
  return <const K extends keyof ConfigOf<T> & string>(rule: TypedRule<T, K>): Rule => rule as unknown as Rule;
}
