import type { IResolvable } from "cdktf";
import type { Attribute, AttributeMode, Attributes, ValueOf } from "../../vocabulary/index.js";
import type { CamelCase } from "./camel-case.js";

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
      ? Flat<{ readonly [K in keyof V & string as CamelCase<K>]?: InputOf<NonNullable<V[K]>> | undefined }>
      : never;

/** What a type's arguments are, from its table: the required ones, and all others optional. */
export type ArgumentsOf<T extends Attributes> = Flat<
  { readonly [K in NamesIn<T, "required"> as CamelCase<K>]: InputOf<ValueOf<T[K]>> } & {
    readonly [K in NamesIn<T, "optional" | "defaulted" | "writeOnly"> as CamelCase<K>]?:
      | InputOf<ValueOf<T[K]>>
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
