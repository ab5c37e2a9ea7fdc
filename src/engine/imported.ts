import type { Table } from "../vocabulary/index.js";
import { entriesOf } from "./table/mode.js";

/**
 * Whether a state is what an import has told: nothing in it is the provider's, and of the user's not all that every
 * object has is there. Its identity says nothing: an import always tells it.
 */
export function isImported(
  { attributes, identity }: Pick<Table, "attributes" | "identity">,
  state: { readonly [name: string]: unknown },
): boolean {
  const isNull = ([name]: readonly [string, unknown]) => (state[name] ?? null) === null;
  const ofProvider = entriesOf(attributes, ({ mode }) => mode === "computed");
  const ofUser = entriesOf(attributes, ({ mode }) => mode === "required" || mode === "defaulted").filter(
    ([name]) => name !== identity,
  );
  return ofProvider.every(isNull) && (ofUser.length === 0 || ofUser.some(isNull));
}
