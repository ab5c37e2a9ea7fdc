import type { Attribute, Attributes, Table } from "../vocabulary/index.js";
import { storedToAuthor } from "./author/decode.js";
import { type AuthorMisfit, fromAuthor } from "./author/encode.js";
import { storedSpelling } from "./author/stored-spelling.js";
import type { ReadContext } from "./definition.js";
import { isImported } from "./imported.js";
import type { Operation } from "./operation.js";
import type { ServedResource } from "./served-resource.js";
import { entriesOf, isWriteOnly } from "./table/mode.js";
import { kindOf, recordOf } from "./value/kind.js";
import type { Path } from "./value/path.js";
import type { TfObject, TfValue } from "./value/value.js";

/**
 * The object as the remote tells it, in the spelling of the state wherever that means the same; null if it is gone.
 * Only null means gone: for anything else that is no whole object the state is kept, with an error.
 */
export async function readObject<Client>(
  { definition, table, typeName }: ServedResource<Client>,
  current: TfObject,
  operation: Operation<Client>,
): Promise<TfObject | null> {
  const { attributes } = table;
  const { report } = operation;
  const circumstances = { doing: `reading ${typeName}`, state: "The state is kept as it was." };
  try {
    const context = { ...operation.context, state: storedToAuthor(attributes, current) };
    const told: unknown = await definition.read(context as unknown as ReadContext<Attributes, Client>);
    if (told === null) return null;
    if (typeof told !== "object") {
      const text = `read() should give the object, or null if it is gone; got ${kindOf(told)}`;
      report.flaw("RESULT_UNFIT", [], text, circumstances);
      return current;
    }
    const misfits: AuthorMisfit[] = [];
    const state = mergedState(table, current, told as { readonly [name: string]: unknown }, misfits);
    for (const { path, text } of misfits) report.flaw("RESULT_UNFIT", path, text, circumstances);
    if (misfits.length > 0) return current;
    report.redaction.addFrom(attributes, state);
    return state;
  } catch (error) {
    operation.failed(error, circumstances);
    return current;
  }
}

/** What to store of an object that was told. Whoever tells all of it but an attribute makes a mistake, which is noted. */
export function mergedState(
  table: Table,
  current: TfObject,
  told: { readonly [name: string]: unknown },
  misfits: AuthorMisfit[],
): TfObject {
  const { attributes } = table;
  const isImport = isImported(table, current);
  const nothing = Object.keys(attributes).map((name): [string, TfValue] => [name, null]);
  const values = entriesOf(attributes, (attribute) => !isWriteOnly(attribute)).map(
    ([name, attribute]): [string, TfValue] => {
      const stored = current[name] ?? null;
      const path = [{ attribute: name }];
      if (attribute.tellsNothing && told[name] === undefined) return [name, stored];
      // What was never known, after a create that failed half-way or an import, may stay so.
      if (stored === null && told[name] === null) return [name, unsaid(attribute, path)];
      const before = misfits.length;
      const value = fromAuthor(attribute, told[name], path, misfits);
      return [
        name,
        misfits.length > before ? stored : storedSpelling(attribute, path, stored, value, isImport),
      ];
    },
  );
  return recordOf([...nothing, ...values]);
}

/** Of a choice that the configuration does not make, the default is what it will be: an import then plans no change. */
function unsaid(attribute: Attribute, path: Path): TfValue {
  return attribute.mode === "defaulted" ? fromAuthor(attribute, attribute.default, path, []) : null;
}
