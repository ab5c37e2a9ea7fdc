import type { SecretText } from "../domain/secret-text.js";
import type { Attribute, AttributeMode, Attributes, ValueOf } from "./attribute.js";
import type { Unknown } from "./unknown.js";

type ModeOf<A> = A extends Attribute<infer M, unknown> ? M : never;
type NamesIn<T extends Attributes, M extends AttributeMode> = {
  [K in keyof T]: ModeOf<T[K]> extends M ? K : never;
}[keyof T];
type Flat<T> = { [K in keyof T]: T[K] } & {};

/**
 * What the user writes, as validation and planning see it: unset is null, and anything may be unknown. Write-only
 * values inside of others are not in it; the rules of the objects that hold them see them.
 */
export type ConfigOf<T extends Attributes> = Flat<{
  readonly [K in NamesIn<T, Exclude<AttributeMode, "computed" | "computedOrNull">>]: ModeOf<
    T[K]
  > extends "writeOnly"
    ? SecretText | null | Unknown
    : ValueOf<T[K]> | null | Unknown;
}>;

/**
 * What is to be made: every value that the user decides, known, defaults filled in; of what is left to the gateway, what
 * it has chosen before, or null. Computed attributes are not in it, so that reading a value before it exists is a
 * compile error.
 */
export type PlanOf<T extends Attributes> = Flat<
  { readonly [K in NamesIn<T, "required" | "defaulted">]: ValueOf<T[K]> } & {
    readonly [K in NamesIn<T, "optional" | "gatewayChosen">]: ValueOf<T[K]> | null;
  }
>;

/**
 * What the provider decides or finds out; an operation that creates or updates returns it. What the gateway was left to
 * choose is null where it does not tell; where that is a field of nested objects, the objects are returned with it.
 */
export type ComputedOf<T extends Attributes> = Flat<
  { readonly [K in NamesIn<T, "computed">]: ValueOf<T[K]> } & {
    readonly [K in NamesIn<T, "computedOrNull" | "gatewayChosen">]: ValueOf<T[K]> | null;
  } & { readonly [K in HoldersOf<T>]: ValueOf<T[K]> | null }
>;

/** The attributes of the user's whose nested objects leave a field to the gateway: these objects come back whole. */
type HoldersOf<T extends Attributes> = {
  [K in keyof T]: [FieldsOf<T[K]>] extends [never]
    ? never
    : [NamesIn<FieldsOf<T[K]>, "gatewayChosen"> | HoldersOf<FieldsOf<T[K]>>] extends [never]
      ? never
      : K;
}[keyof T];
type FieldsOf<A> =
  A extends Attribute<"required" | "optional" | "defaulted" | "gatewayChosen", unknown, infer Type>
    ? [Type] extends [{ readonly object: infer F extends Attributes }]
      ? F
      : [Type] extends [
            | { readonly list: { readonly object: infer F extends Attributes } }
            | { readonly map: { readonly object: infer F extends Attributes } },
          ]
        ? F
        : never
    : never;

/** A whole object as it is stored. Write-only values are not in it. */
export type StateOf<T extends Attributes> = Flat<PlanOf<T> & ComputedOf<T>>;

/**
 * An object as it may be found in state: after a create that failed half-way, what the provider decides may still be
 * null. While an import is read, so is everything that the import id did not tell, required attributes too.
 */
export type StoredOf<T extends Attributes> = Flat<
  { readonly [K in NamesIn<T, "required">]: ValueOf<T[K]> } & {
    readonly [K in NamesIn<T, Exclude<AttributeMode, "required" | "writeOnly">>]: ValueOf<T[K]> | null;
  }
>;

/** The write-only values, which travel apart from everything that is stored; those of nested objects in the same shape. */
export type SecretsOf<T extends Attributes> = Flat<
  { readonly [K in NamesIn<T, "writeOnly">]: SecretText | null } & {
    readonly [K in keyof T as [SecretsInside<T[K]>] extends [never] ? never : K]: SecretsInside<T[K]> | null;
  }
>;

/** What tells its own type is an object, or a list, set or map of objects; nothing is write-only inside of a set. */
type SecretsInside<A> =
  A extends Attribute<AttributeMode, unknown, infer Type>
    ? [Type] extends [{ readonly object: infer F extends Attributes }]
      ? HoldsSecrets<F, SecretsOf<F>>
      : [Type] extends [{ readonly list: { readonly object: infer F extends Attributes } }]
        ? HoldsSecrets<F, readonly SecretsOf<F>[]>
        : [Type] extends [{ readonly map: { readonly object: infer F extends Attributes } }]
          ? HoldsSecrets<F, Readonly<Record<string, SecretsOf<F>>>>
          : never
    : never;
type HoldsSecrets<F extends Attributes, S> = [keyof SecretsOf<F>] extends [never] ? never : S;

/** A nested object: as its user writes it, or in a computed attribute as the provider does. */
export type ConfiguredObject<T extends Attributes> = Flat<
  { readonly [K in NamesIn<T, "required" | "defaulted" | "computed">]: ValueOf<T[K]> } & {
    readonly [K in NamesIn<T, "optional" | "gatewayChosen" | "computedOrNull">]: ValueOf<T[K]> | null;
  }
>;
