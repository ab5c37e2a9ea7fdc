import { Fault } from "../errors/fault.js";
import { toAuthor } from "./author/decode.js";
import { type AuthorMisfit, fromAuthor } from "./author/encode.js";
import { toldByImportId } from "./import-id.js";
import type { Report } from "./report.js";
import type { ServedResource } from "./served-resource.js";
import { isWriteOnly } from "./table/mode.js";
import { valueFlaws } from "./validate/value-flaws.js";
import { recordOf } from "./value/kind.js";
import type { TfObject, TfValue } from "./value/value.js";

/**
 * What an import id says about an object, the rest null; Terraform reads it next, and says so if it does not exist.
 * Undefined, and reported, when the id is not a possible one.
 */
export function importedObject(
  resource: ServedResource<unknown>,
  id: string,
  report: Report,
): TfObject | undefined {
  const { definition, table } = resource;
  return imported(resource, report, () =>
    definition.importId ? definition.importId(id) : toldByImportId(table, id),
  );
}

/** The same for what an identity says, which Terraform gives in place of an id. */
export function importedByIdentity(
  resource: ServedResource<unknown>,
  identity: TfObject,
  report: Report,
): TfObject | undefined {
  const { attributes } = resource.table;
  return imported(resource, report, () => {
    const told = Object.entries(identity).filter(([, value]) => value !== null);
    return Object.fromEntries(
      told.map(([name, value]) => [name, toAuthor(attributes[name]?.type ?? "string", value)]),
    );
  });
}

function imported(
  { table, typeName }: ServedResource<unknown>,
  report: Report,
  whatIsTold: () => unknown,
): TfObject | undefined {
  const { attributes } = table;
  const circumstances = { doing: `importing ${typeName}`, state: "Nothing was imported." };
  try {
    const told = whatIsTold();
    const misfits: AuthorMisfit[] = [];
    const entries = Object.entries(told ?? {}).map(([name, value]): [string, TfValue] => {
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      const path = [{ attribute: name }];
      if (attribute && !isWriteOnly(attribute)) return [name, fromAuthor(attribute, value, path, misfits)];
      misfits.push({ path, text: "is nothing that importId() may set" });
      return [name, null];
    });
    if (entries.length === 0)
      misfits.push({ path: [], text: "importId() should say at least one attribute" });
    for (const { path, text } of misfits) report.flaw("RESULT_UNFIT", path, text, circumstances);
    if (misfits.length > 0) return undefined;

    const given = Object.fromEntries(entries);
    const untold = (table.importing?.needs ?? []).filter((name) => (given[name] ?? null) === null);
    if (untold.length > 0) {
      const seen = `the id does not tell ${untold.join(", ")}`;
      throw new Fault("IMPORT_ID_MALFORMED", { ...circumstances, seen });
    }
    const named = Object.fromEntries(Object.entries(attributes).filter(([name]) => name in given));
    for (const { code, path, text, advice } of valueFlaws(named, given)) {
      report.flaw(code, path, text, { ...circumstances, ...(advice !== undefined && { advice }) });
    }
    if (report.hasErrors) return undefined;
    const nothing = Object.keys(attributes).map((name): [string, TfValue] => [name, null]);
    return recordOf([...nothing, ...entries]);
  } catch (error) {
    report.caught(error, circumstances);
    return undefined;
  }
}
