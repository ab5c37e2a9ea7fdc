import type { ActionTable, Table } from "../vocabulary/index.js";
import type { ProviderServer } from "./provider-server.js";
import { describeAction, describeTable } from "./table/describe.js";

/** The tables of a provider, by themselves. */
export interface ProviderTables {
  /** The prefix of every type. */
  readonly name: string;
  readonly table: Table;
  readonly resources: readonly Table[];
  readonly actions: readonly ActionTable[];
}

/** The schemas of a provider. Its tables alone say them: nothing of what it does has to be there. */
export function describeProvider(tables: ProviderTables): ReturnType<ProviderServer["schemas"]> {
  const { name, table, resources, actions } = tables;
  return {
    provider: describeTable(table),
    resources: Object.fromEntries(resources.map((each) => [`${name}_${each.type}`, describeTable(each)])),
    actions: Object.fromEntries(actions.map((each) => [`${name}_${each.type}`, describeAction(each)])),
  };
}
