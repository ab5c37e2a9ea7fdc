import type { FaultCode } from "../errors/catalog.js";
import type { ElementRule } from "./element-rule.js";
import type { Limits } from "./limits.js";
import type { Rule } from "./rule.js";
import type { ValueType } from "./value-type.js";
import type { AttributeWire } from "./wire.js";

/** The words in which an attribute of a resource or of the provider is described. Pure data: no behaviour, no I/O. */

/**
 * Who sets the attribute:
 * - `required`, `optional`: the user; an unset optional attribute is null, which is not the same as empty
 * - `defaulted`: the user, or else the default
 * - `gatewayChosen`: the user, or else the gateway. What it has chosen is stored, and stands until the user says
 *   otherwise: an attribute that is taken out of a configuration keeps its value, and a change that the gateway makes
 *   to its own choice is no drift. Known only after a create. Terraform calls it optional and computed
 * - `computed`: the provider, always; `computedOrNull`: the provider, where there is something to say
 * - `writeOnly`: the user; the value reaches the provider and is never stored (Terraform 1.11 or newer)
 */
export type AttributeMode =
  | "required"
  | "optional"
  | "defaulted"
  | "gatewayChosen"
  | "computed"
  | "computedOrNull"
  | "writeOnly";

/** What the gateway does with an optional attribute that is left to it, where the state is to say nothing of that. */
export interface LeftToGateway<V = unknown> {
  /** What it takes then, and tells of the object; null: it tells nothing. An import takes this for the gateway's choice. */
  readonly usually: V | null;
  /** Whether it may take, and later change to, something else, which is no drift either. Default: false. */
  readonly varies?: boolean;
  /**
   * What an update sends to leave it to the gateway again. Default: `usually`; where it varies nothing can be sent, and
   * the gateway keeps what it has.
   */
  readonly said?: V;
  /**
   * Whether that is no value of its own: a user who writes it leaves the choice to the gateway, too, whatever the gateway
   * then tells. Default: false.
   */
  readonly saidIsNone?: boolean;
}

declare const VALUE: unique symbol;

/**
 * One attribute. `Mode` and `Value` carry the types from which config, plan and state are inferred; `Type` is told by
 * those that hold objects, whose fields have types of their own.
 */
export interface Attribute<
  Mode extends AttributeMode = AttributeMode,
  Value = unknown,
  Type extends ValueType = ValueType,
> extends Limits {
  readonly mode: Mode;
  readonly type: Type;
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
  /** The version attribute that says when this write-only value has changed; it stands beside it. */
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
  /** A text that is no secret may hold one by mistake: no message points at its line, which Terraform would print. */
  readonly lineMayHoldSecret?: boolean;
  /** What holds for each element of a list or a set, or for each value of a map. */
  readonly each?: readonly ElementRule[];
  /** What holds between the fields of each object in it. */
  readonly rules?: readonly Rule[];
  /**
   * Brings the user's spelling and the gateway's to one form before they are compared: whatever has the same form is
   * no change and no drift, and the stored spelling stays.
   */
  readonly canonical?: (value: never) => unknown;
  /**
   * An empty text is none: neither is drift of the other, and it may be written beside the allowed values. The gateway never
   * tells an empty list, set or map from none.
   */
  readonly emptyIsUnset?: boolean;
  /** What the gateway does where the user has not set this optional attribute. Default: nothing. */
  readonly leftToGateway?: LeftToGateway;
  /**
   * The gateway does not tell it, so that a change made elsewhere cannot be seen. A read may leave it out, and what is
   * stored is kept; its page says so.
   */
  readonly tellsNothing?: boolean;
  /**
   * The type of the objects whose path this text, or each text of this collection, is: `role`, or for all types of a
   * family `target`. Constructs then take the other object itself as well as its path, and the page links to it.
   */
  readonly refersTo?: string;
  /** Two values or more that the attribute may have, for examples and for the tests that every type passes. */
  readonly examples?: readonly unknown[];
  /** How the gateway is told of it, and tells of it. */
  readonly wire?: AttributeWire;
  readonly [VALUE]?: Value;
}

export type Attributes = { readonly [name: string]: Attribute };

/** The TypeScript type of a value, from its attribute. */
export type ValueOf<A> = A extends Attribute<AttributeMode, infer V> ? V : never;
