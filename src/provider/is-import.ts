import type { Table } from "../vocabulary/index.js";

/** Whether a state is what an import id has told: nothing in it is the provider's, and not all is there of the user's. */
export function isImport(
  { attributes, identity }: Table,
  state: { readonly [name: string]: unknown },
): boolean {
  const named = Object.entries(attributes);
  const isNull = ([name]: (typeof named)[number]) => state[name] === null;
  const ofUser = named.filter(
    ([name, { mode }]) => name !== identity && (mode === "required" || mode === "defaulted"),
  );
  const ofProvider = named.filter(([, { mode }]) => mode === "computed");
  return ofProvider.every(isNull) && (ofUser.length === 0 || ofUser.some(isNull));
}
