import type { Attributes, BlockTable } from "../vocabulary/index.js";
import type { ProviderDefinition } from "./definition.js";
import { functionFlaws } from "./function/function-flaws.js";
import { entriesOf, isWriteOnly } from "./table/mode.js";
import { tableFlaws } from "./table/table-flaws.js";

/** Every mistake in a provider's data sources, ephemeral resources, list resources and functions. */
export function blockFlaws<T extends Attributes, Client>(provider: ProviderDefinition<T, Client>): string[] {
  const { dataSources = [], ephemeralResources = [], listResources = [], functions = [] } = provider;
  const served = provider.resources.map(({ table }) => table);
  return [
    ...flawsOf("data source", tablesOf(dataSources), (table) => foundFlaws(table)),
    ...flawsOf("ephemeral resource", tablesOf(ephemeralResources), (table) => foundFlaws(table)),
    ...flawsOf("list resource", tablesOf(listResources), (table) => tableFlaws(table, "action")),
    ...listResources
      .filter(({ resource, table }) => !served.includes(resource) || resource.type !== table.type)
      .map(({ table }) => `list resource ${table.type}: it lists no resource type of that name`),
    ...functionFlaws(functions.map(({ table }) => table)),
  ];
}

function tablesOf(definitions: readonly { readonly table: BlockTable }[]): BlockTable[] {
  return definitions.map(({ table }) => table);
}

function flawsOf(
  kind: string,
  tables: readonly BlockTable[],
  flaws: (table: BlockTable) => readonly string[],
): string[] {
  const types = tables.map(({ type }) => type);
  return tables.flatMap((table, index) =>
    [
      ...(/^[a-z][a-z0-9_]*$/.test(table.type) ? [] : ["the type's name is not possible"]),
      ...(types.indexOf(table.type) === index ? [] : ["it is defined twice"]),
      ...flaws(table),
    ].map((flaw) => `${kind} ${table.type}: ${flaw}`),
  );
}

/** What is read or opened is made anew each time, so nothing is written, kept or replaced. */
function foundFlaws(table: BlockTable): string[] {
  const { attributes } = table;
  return [
    ...tableFlaws(table, "resource"),
    ...entriesOf(attributes, isWriteOnly).map(
      ([name]) => `${name} is write-only, which only a resource can have`,
    ),
    ...entriesOf(attributes, ({ replaces }) => replaces).map(
      ([name]) => `${name} asks for a new object, which there is none of`,
    ),
  ];
}
