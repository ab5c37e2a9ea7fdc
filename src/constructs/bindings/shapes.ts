import type { IResolvable } from "cdktf";
import type { CamelCase } from "../../domain/camel-case.js";
import type { Attribute, AttributeMode, Attributes, ValueOf } from "../../vocabulary/index.js";
import type { IGatewayObject } from "./gateway-object.js";

/*
 * Names are camelCase, the names that `cdktf get` would generate for this provider: a program reads the same beside
 * other providers' classes, and may change to generated ones without an edit.
 */

type NamesIn<T extends Attributes, M extends AttributeMode> = {
  [K in keyof T & string]: T[K] extends Attribute<infer Mode, unknown> ? (Mode extends M ? K : never) : never;
}[keyof T & string];
type Flat<T> = { [K in keyof T]: T[K] } & {};

/** What may be given for a value: the value, or a reference. References to strings, numbers and lists are tokens. */
type InputOf<V> = [V] extends [boolean]
  ? boolean | IResolvable
  : V extends string | number | readonly unknown[]
    ? V
    : V extends object
      ? V | IResolvable
      : never;

/** What may be given for an attribute: of nested objects the arguments of their fields, for a path the object itself. */
type InputFor<A> =
  A extends Attribute<AttributeMode, infer V, infer Type>
    ? [Type] extends [{ readonly object: infer F extends Attributes }]
      ? ArgumentsOf<F>
      : [Type] extends [Many<infer F>]
        ? readonly ArgumentsOf<F>[] | IResolvable
        : [Type] extends [{ readonly map: { readonly object: infer F extends Attributes } }]
          ? { readonly [key: string]: ArgumentsOf<F> } | IResolvable
          : A extends { readonly refersTo: string }
            ? V | IGatewayObject
            : InputOf<V>
    : never;
type Many<F extends Attributes> =
  | { readonly list: { readonly object: F } }
  | { readonly set: { readonly object: F } };

/** What a type's arguments are, from its table: the required ones, and all others optional. */
export type ArgumentsOf<T extends Attributes> = Flat<
  { readonly [K in NamesIn<T, "required"> as CamelCase<K>]: InputFor<T[K]> } & {
    readonly [K in NamesIn<T, "optional" | "defaulted" | "gatewayChosen" | "writeOnly"> as CamelCase<K>]?:
      | InputFor<T[K]>
      | undefined;
  }
>;

/** How a value is referred to: as a token of the same type, and booleans (which have no token) as resolvables. */
type ReferenceTo<V> = [V] extends [boolean]
  ? IResolvable
  : V extends string
    ? string
    : V extends number
      ? number
      : V extends readonly (infer E)[]
        ? E extends string | number
          ? E[]
          : IResolvable
        : V extends Readonly<Record<string, string>>
          ? { [key: string]: string }
          : IResolvable;

/** What others may refer to: everything but write-only values, which are never told. */
export type ReferencesOf<T extends Attributes> = Flat<{
  readonly [K in NamesIn<T, Exclude<AttributeMode, "writeOnly">> as CamelCase<K>]: ReferenceTo<ValueOf<T[K]>>;
}>;
