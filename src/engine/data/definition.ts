import type { Attributes, BlockTable, ComputedOf, PlanOf } from "../../vocabulary/index.js";
import type { OperationContext } from "../definition.js";

export interface DataContext<T extends Attributes, Client> extends OperationContext<Client> {
  /** What the user wrote, wholly known, with defaults filled in. */
  readonly config: PlanOf<T>;
}

/** One data source: its table and how it is read. What it reads is stored, so it must not be a secret. */
export interface DataSourceDefinition<T extends Attributes, Client> {
  readonly table: BlockTable<T>;
  /**
   * Reads it and returns every computed attribute. Throws a Fault where there is nothing to read. Must change nothing:
   * it is called while planning, as soon as the configuration is known.
   */
  read(context: DataContext<T, Client>): Promise<ComputedOf<T>>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of definitions holds data sources with different attributes
export type AnyDataSource<Client> = DataSourceDefinition<any, Client>;

/** Fixes the client's type and infers the attributes from the table: `defineDataSource<Clients>()({ … })`. */
export function defineDataSource<Client>() {
  return <T extends Attributes>(definition: DataSourceDefinition<T, Client>) => definition;
}
