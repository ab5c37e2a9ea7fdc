import type { Attribute, AttributeMode, Attributes, ValueOf } from "./attribute.js";
import type { Unknown } from "./unknown.js";

type Parameter = Attribute<"required" | "optional", unknown>;
/** The parameters of a function, in their order. A required one is never null, an optional one may be. */
export type Parameters = { readonly [name: string]: Parameter };

/** The parameter at the end that takes any number of arguments. */
export interface VariadicParameter<V = unknown> {
  readonly name: string;
  readonly of: Attribute<"required" | "optional", V>;
}

/** Everything that is to be said about one function; nothing of it is called with a provider's configuration. */
export interface FunctionTable<
  P extends Attributes = Attributes,
  V extends VariadicParameter | undefined = VariadicParameter | undefined,
  R extends Attribute = Attribute,
  U extends string = string,
> {
  /** The name after `provider::latchkey::`. */
  readonly name: string;
  /** What it gives, in Markdown; the first sentence is its summary. */
  readonly doc: string;
  readonly parameters: P;
  /** Default: as many arguments as there are parameters. */
  readonly variadic?: V;
  /** A computed attribute; `computedOrNull` where the result may be null. */
  readonly returns: R;
  /**
   * The parameters whose unknown values the function wants to see. Default: none, so that it is called with known values
   * only, and Terraform takes its result for unknown until then.
   */
  readonly takesUnknown?: readonly U[];
}

type Argument<A, U> =
  A extends Attribute<infer M extends AttributeMode, infer V>
    ? V | (M extends "optional" ? null : never) | U
    : never;

/** What a function is called with: each argument by the name of its parameter, those of the variadic one as a list. */
export type FunctionArguments<P extends Attributes, V, U extends string> = {
  readonly [K in keyof P]: Argument<P[K], K extends U ? Unknown : never>;
} & (V extends { readonly name: infer N extends string; readonly of: infer A }
  ? { readonly [K in N]: readonly Argument<A, N extends U ? Unknown : never>[] }
  : unknown);

/** What a function gives back. */
export type FunctionResult<R> =
  R extends Attribute<infer M extends AttributeMode, unknown>
    ? ValueOf<R> | (M extends "computedOrNull" ? null : never)
    : never;

/** A function. */
export function functionTable<
  const P extends Parameters,
  R extends Attribute<"computed" | "computedOrNull", unknown>,
  const V extends VariadicParameter | undefined = undefined,
  const U extends string = never,
>(written: FunctionTable<P, V, R, U>): FunctionTable<P, V, R, U> {
  return written;
}
