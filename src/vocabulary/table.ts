import type { Attributes } from "./attribute.js";
import type { ImportForm } from "./import-form.js";
import type { Rule } from "./rule.js";

/** Everything that is to be said about one action: what can be done, and with which config. Nothing of it is stored. */
export interface ActionTable<T extends Attributes = Attributes> {
  /** The type's name without the provider's prefix, such as `target_aws`; empty for the provider itself. */
  readonly type: string;
  /** What one object of the type is, or what the action does, in Markdown; the first sentence is its summary. */
  readonly doc: string;
  readonly attributes: T;
  readonly rules: readonly Rule[];
}

/** Everything that is to be said about one type: the provider serves it, the constructs and the pages derive from it. */
export interface Table<T extends Attributes = Attributes> extends ActionTable<T> {
  /** Raised when the stored form changes; the provider then upgrades older state. */
  readonly version: number;
  /** The attribute that names the object in the gateway; also the beginning of the id by which it is imported. */
  readonly identity: string;
  /**
   * The tree of names in which the identity is unique; types that share one cannot have two objects of one path.
   * Default: the type has one for itself.
   */
  readonly tree?: string;
  /** Default: by the identity alone. */
  readonly importing?: ImportForm;
  /**
   * The name that the type had before, without the provider's prefix. It is served under it, too, for one release, and
   * takes over what was stored under it. Default: it has always had this one.
   */
  readonly formerly?: string;
  /** Why no new object should be of the type, and what to use; shown with every configuration. Default: it may be used. */
  readonly deprecated?: string;
}

type Written<T extends Attributes> = Omit<Table<T>, "identity" | "importing" | "rules" | "version"> & {
  readonly identity: keyof T & string;
  readonly importing?: ImportForm<keyof T & string>;
  readonly version?: number;
  readonly rules?: readonly Rule[];
};

/** A type. Default: version 0, no rules between attributes. */
export function table<const T extends Attributes>(written: Written<T>): Table<T> {
  return { version: 0, rules: [], ...written };
}

/** An action; its attributes are required, optional or defaulted. */
export function actionTable<const T extends Attributes>(
  written: Omit<ActionTable<T>, "rules"> & { readonly rules?: readonly Rule[] },
): ActionTable<T> {
  return { rules: [], ...written };
}
