import type { Attributes } from "../vocabulary/index.js";
import { type AuthorMisfit, fromAuthor } from "./author/encode.js";
import { membersOf } from "./members.js";
import { entriesOf, isComputed } from "./table/mode.js";
import { kindOf, recordOf } from "./value/kind.js";
import type { TfObject, TfValue } from "./value/value.js";

/** An object of what its user decided and of what an author found out; what does not fit is added to `misfits`. */
export function outcome(
  attributes: Attributes,
  decided: TfObject,
  told: unknown,
  misfits: AuthorMisfit[],
): TfObject {
  const values = membersOf(told);
  if (!values) {
    misfits.push({ path: [], text: `should be the computed attributes, got ${kindOf(told)}` });
    return decided;
  }
  const found = entriesOf(attributes, isComputed).map(([name, attribute]): [string, TfValue] => [
    name,
    fromAuthor(
      attribute,
      Object.hasOwn(values, name) ? values[name] : undefined,
      [{ attribute: name }],
      misfits,
    ),
  ]);
  return recordOf([...Object.entries(decided), ...found]);
}
