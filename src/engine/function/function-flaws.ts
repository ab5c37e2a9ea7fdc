import type { FunctionTable } from "../../vocabulary/index.js";
import { tableFlaws } from "../table/table-flaws.js";
import { parametersOf } from "./parameters.js";

/** Mistakes in the tables of functions, in words that follow their names. */
export function functionFlaws(tables: readonly FunctionTable[]): string[] {
  const names = tables.map(({ name }) => name);
  return tables.flatMap((table, index) =>
    [
      ...(/^[a-z][a-z0-9_]*$/.test(table.name) ? [] : ["its name is not possible"]),
      ...(names.indexOf(table.name) === index ? [] : ["it is defined twice"]),
      ...parameterFlaws(table),
      ...returnFlaws(table),
    ].map((flaw) => `function ${table.name}: ${flaw}`),
  );
}

function parameterFlaws(table: FunctionTable): string[] {
  const parameters = parametersOf(table);
  const names = parameters.map(({ name }) => name);
  const attributes = Object.fromEntries(parameters.map(({ name, attribute }) => [name, attribute]));
  return [
    ...tableFlaws({ type: table.name, doc: table.doc, attributes, rules: [] }, "action"),
    ...parameters
      .filter(({ attribute: { mode } }) => mode !== "required" && mode !== "optional")
      .map(({ name, attribute: { mode } }) => `${name} is ${mode}, which a parameter cannot be`),
    ...(new Set(names).size === names.length ? [] : ["two of its parameters have one name"]),
    ...(table.takesUnknown ?? [])
      .filter((name) => !names.includes(name))
      .map((name) => `it has no parameter ${JSON.stringify(name)} whose unknown values it could take`),
  ];
}

function returnFlaws({ returns }: FunctionTable): string[] {
  const isGiven = returns.mode === "computed" || returns.mode === "computedOrNull";
  return isGiven ? [] : [`it returns what is ${returns.mode}, and should return what is computed`];
}
