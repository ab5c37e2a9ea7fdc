import type { FaultCode } from "../errors/catalog.js";
import type { Attributes } from "./attribute.js";
import type { ConfigOf, StoredOf } from "./shapes.js";
import type { Unknown } from "./unknown.js";

/**
 * When a rule holds:
 * - `create`: only where a new object is made, a replacement included
 * - `change`: also where an object is changed; the rule then sees what the object was
 *
 * Such a rule is for what cannot be known from a configuration alone. It is judged while planning and once more before
 * anything is touched, never in validation and never at synth.
 */
export type Occasion = "create" | "change";

/**
 * A rule between attributes, such as "exactly one credential source". It is checked as soon as every attribute
 * that it needs is known: by Terraform during validation and planning, and by the constructs at synth.
 */
export interface Rule {
  readonly code: FaultCode;
  /** Default: always. */
  readonly when?: Occasion;
  /** The attributes that the rule looks at. */
  readonly needs: readonly string[];
  /**
   * The attribute that the message points at, or, where that one is not set, the first of `needs` that is: a message
   * about what is not written has no line to point at.
   */
  readonly at: string;
  /** What to do, where the rule knows it better than the catalogue's words for the code. */
  readonly advice?: string;
  /**
   * What was seen, if it breaks the rule. Write-only values come as SecretText, and must not be echoed. `prior` is what
   * the object was: null for a create, and for a rule that always holds.
   */
  readonly broken: (
    values: { readonly [name: string]: unknown },
    prior: { readonly [name: string]: unknown } | null,
  ) => string | undefined;
}

type KnownOf<T extends Attributes, K extends keyof ConfigOf<T>> = {
  readonly [N in K]: Exclude<ConfigOf<T>[N], Unknown>;
};
type PriorOf<T extends Attributes, K extends string> = {
  readonly [N in K & keyof StoredOf<T>]: StoredOf<T>[N] | null;
};

interface TypedRule<T extends Attributes, K extends keyof ConfigOf<T> & string> {
  readonly code: FaultCode;
  readonly when?: Occasion;
  readonly needs: readonly K[];
  readonly at: K;
  readonly advice?: string;
  readonly broken: (values: KnownOf<T, K>, prior: PriorOf<T, K> | null) => string | undefined;
}

/** Writes rules about these attributes: `ruleOn(attributes)({ needs: ["ttl_seconds"], … })`. */
export function ruleOn<T extends Attributes>(_attributes: T) {
  return <const K extends keyof ConfigOf<T> & string>(rule: TypedRule<T, K>): Rule => rule as unknown as Rule;
}
