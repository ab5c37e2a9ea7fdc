import type { Table } from "../vocabulary/index.js";

/**
 * A type under the name that it had before: the same table, deprecated. Undefined for a type that has always had its
 * name.
 */
export function formerTable<T extends Table>(table: T): T | undefined {
  const { type, formerly, ...rest } = table;
  if (formerly === undefined) return undefined;
  const [old, now] = [`latchkey_${formerly}`, `latchkey_${type}`];
  return {
    ...rest,
    type: formerly,
    deprecated: `It is called ${now} now, and this name goes with the next release. Rename the resource and what refers to it, and add:

moved {
  from = ${old}.NAME
  to   = ${now}.NAME
}

Nothing is made anew. The constructs of this version do both by themselves.`,
  } as unknown as T;
}
