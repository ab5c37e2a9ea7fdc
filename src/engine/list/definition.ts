import type { Attributes, BlockTable, PlanOf, StateOf, Table } from "../../vocabulary/index.js";
import type { OperationContext } from "../definition.js";

export interface ListContext<T extends Attributes, Client> extends OperationContext<Client> {
  /** What the user wrote, wholly known, with defaults filled in. */
  readonly config: PlanOf<T>;
  /** How many objects are wanted at most; more are not taken. Undefined: all of them. */
  readonly limit: number | undefined;
  /** Whether the whole object is wanted, beside what identifies it. */
  readonly wantsObject: boolean;
}

/** One object that was found. */
export interface Listed<R extends Attributes> {
  /** What a person calls it. Default: what its table's identity says. */
  readonly displayName?: string;
  /** What is known of it: at least what identifies it, everything else only where the whole object is wanted. */
  readonly object: Partial<StateOf<R>>;
}

/** How the objects of one resource type are found (`terraform query` of Terraform 1.14 or newer). */
export interface ListDefinition<R extends Attributes, T extends Attributes, Client> {
  /** The table of the resource type, which the provider must serve, too. */
  readonly resource: Table<R>;
  /** What may be asked for; of the resource's type. */
  readonly table: BlockTable<T>;
  /** Gives one object after the other. Must change nothing. */
  list(context: ListContext<T, Client>): AsyncIterable<Listed<R>>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of definitions holds types with different attributes
export type AnyList<Client> = ListDefinition<any, any, Client>;

/** Fixes the client's type and infers the rest from the tables: `defineListResource<Clients>()({ … })`. */
export function defineListResource<Client>() {
  return <R extends Attributes, T extends Attributes>(definition: ListDefinition<R, T, Client>) => definition;
}
