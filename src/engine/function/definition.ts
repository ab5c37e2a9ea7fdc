import type {
  Attribute,
  Attributes,
  FunctionArguments,
  FunctionResult,
  FunctionTable,
  Unknown,
  VariadicParameter,
} from "../../vocabulary/index.js";

/**
 * One function of the provider (Terraform 1.8 or newer). It has neither a client nor a configuration, and must be pure:
 * Terraform calls it while planning and while applying, and compares.
 */
export interface FunctionDefinition<
  P extends Attributes,
  V extends VariadicParameter | undefined,
  R extends Attribute,
  U extends string,
> {
  readonly table: FunctionTable<P, V, R, U>;
  /** Gives the result, at once. Throws a Fault for arguments that have none; its `attribute` may name a parameter. */
  call(given: FunctionArguments<P, V, U>): FunctionResult<R> | ([U] extends [never] ? never : Unknown);
}

// biome-ignore lint/suspicious/noExplicitAny: a list of definitions holds functions with different parameters
export type AnyFunction = FunctionDefinition<any, any, any, any>;

/** Infers arguments and result from the table: `defineFunction({ table, call })`. */
export function defineFunction<
  P extends Attributes,
  V extends VariadicParameter | undefined,
  R extends Attribute,
  U extends string,
>(definition: FunctionDefinition<P, V, R, U>): FunctionDefinition<P, V, R, U> {
  return definition;
}
