import type { FaultCode } from "../errors/catalog.js";
import type { ElementRule } from "./element-rule.js";

/** The words in which an attribute of a resource or of the provider is described. Pure data: no behaviour, no I/O. */

/**
 * Who sets the attribute:
 * - `required`, `optional`: the user; an unset optional attribute is null, which is not the same as empty
 * - `defaulted`: the user, or else the default
 * - `computed`: the provider, always; `computedOrNull`: the provider, where there is something to say
 * - `writeOnly`: the user; the value reaches the provider and is never stored (Terraform 1.11 or newer)
 */
export type AttributeMode =
  | "required"
  | "optional"
  | "defaulted"
  | "computed"
  | "computedOrNull"
  | "writeOnly";

export type ScalarName = "string" | "int" | "number" | "bool";

/** The kind of value that an attribute holds. `int` is a whole number, which Terraform itself cannot say. */
export type ValueType =
  | ScalarName
  | { readonly list: ScalarName }
  | { readonly set: ScalarName }
  | { readonly map: ScalarName }
  | { readonly object: Attributes }
  | { readonly objects: Attributes };

declare const VALUE: unique symbol;

/** One attribute. `Mode` and `Value` carry the types from which config, plan and state are inferred. */
export interface Attribute<Mode extends AttributeMode = AttributeMode, Value = unknown> {
  readonly mode: Mode;
  readonly type: ValueType;
  /** Meaning, unit, default and allowed values, for the reader's decision. Markdown. */
  readonly doc: string;
  /** Hidden in Terraform's own output. Not a protection: what must not be stored is write-only. */
  readonly sensitive: boolean;
  /** A change means a new object. */
  readonly replaces: boolean;
  /** Computed once and kept: an update does not make it unknown. */
  readonly stable: boolean;
  /** The value when the user sets none (`defaulted` only). */
  readonly default?: unknown;
  /** The allowed values. */
  readonly oneOf?: readonly unknown[];
  /** Smallest and largest allowed number, both inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** The version attribute that says when this write-only value has changed. */
  readonly versionedBy?: string;
  /** Says what is wrong with a known value, in words that complete "… should …". Must not echo a secret. */
  readonly flaw?: (value: never) => string | undefined;
  /** The code under which a flaw is reported. Default: `VALUE_NOT_ALLOWED`. */
  readonly flawCode?: FaultCode;
  /**
   * Says why a text is certainly another part of a credential than this one (a secret for an id, an id for a secret),
   * in words that follow the attribute's name. It is told without its place: Terraform prints the line that a message
   * points at, and with it a secret that is about to be stored.
   */
  readonly misplaced?: (value: string) => string | undefined;
  /** What holds for each element of a list or a set, or for each value of a map. */
  readonly each?: readonly ElementRule[];
  /** Brings the user's spelling and the gateway's to one form before they are compared. */
  readonly canonical?: (value: never) => unknown;
  readonly [VALUE]?: Value;
}

export type Attributes = { readonly [name: string]: Attribute };

/** The TypeScript type of a value, from its attribute. */
export type ValueOf<A> = A extends Attribute<AttributeMode, infer V> ? V : never;
