import type { ActionTable, Table } from "../vocabulary/index.js";
import type { AnyAction, AnyResource } from "./definition.js";
import type { Rerun } from "./plan/plan-hook.js";
import type { SchemaDescription } from "./schema-description.js";

/** One resource type as it is served: its full name, what its author wrote, and its schema. */
export interface ServedResource<Client> {
  /** With the provider's prefix: `latchkey_target_aws`. */
  readonly typeName: string;
  readonly definition: AnyResource<Client>;
  readonly table: Table;
  readonly schema: SchemaDescription;
  /** How its `plan` is run for the second time. Default: at once. */
  readonly rerun?: Rerun | undefined;
}

/** One action as it is served. */
export interface ServedAction<Client> {
  /** With the provider's prefix: `latchkey_retire_seed_key`. */
  readonly typeName: string;
  readonly definition: AnyAction<Client>;
  readonly table: ActionTable;
  readonly schema: SchemaDescription;
}
