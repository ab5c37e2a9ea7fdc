import type { ActionTable, BlockTable, FunctionTable, Table } from "../vocabulary/index.js";
import { describeFunction } from "./function/function-description.js";
import { describeIdentity } from "./identity/identity-description.js";
import type { ProviderSchemas } from "./provider-server.js";
import type { SchemaDescription } from "./schema-description.js";
import { describeAction, describeTable } from "./table/describe.js";
import { oncePerTable } from "./table/once-per-table.js";

/** The tables of a provider, by themselves. */
export interface ProviderTables {
  /** The prefix of every type. */
  readonly name: string;
  readonly table: Table;
  readonly resources: readonly Table[];
  readonly actions: readonly ActionTable[];
  /** Default: none. */
  readonly dataSources?: readonly BlockTable[];
  /** Default: none. */
  readonly ephemeralResources?: readonly BlockTable[];
  /** Default: none. */
  readonly listResources?: readonly BlockTable[];
  /** Default: none. */
  readonly functions?: readonly FunctionTable[];
}

/** The schemas of a provider. Its tables alone say them: nothing of what it does has to be there. */
export function describeProvider(tables: ProviderTables): ProviderSchemas {
  const { name, table, resources, actions, dataSources, ephemeralResources, listResources } = tables;
  const byType = <D extends { readonly type: string }, S>(all: readonly D[] = [], describe: (one: D) => S) =>
    Object.fromEntries(all.map((each) => [`${name}_${each.type}`, describe(each)]));
  return {
    provider: describeTable(table),
    resources: byType(resources, describeTable),
    identities: byType(resources, describeIdentity),
    dataSources: byType(dataSources, describeBlock),
    ephemeralResources: byType(ephemeralResources, describeBlock),
    // What a list resource is asked for is a block inside of its own, as the config of an action is.
    listResources: byType(listResources, describeAction),
    actions: byType(actions, describeAction),
    functions: Object.fromEntries(
      (tables.functions ?? []).map((each) => [each.name, describeFunction(each)]),
    ),
  };
}

/** What is read or opened is stored in no version. */
const describeBlock = oncePerTable(
  (block: BlockTable): SchemaDescription => describeTable({ ...block, version: 0, identity: "" }),
);
