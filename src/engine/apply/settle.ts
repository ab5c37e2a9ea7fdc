import { type Attribute, type Attributes, fieldsOf, isUnknown } from "../../vocabulary/index.js";
import { type AuthorMisfit, fromAuthor } from "../author/encode.js";
import { sameMeaning } from "../author/meaning.js";
import { isWriteOnly } from "../table/mode.js";
import { isWhollyKnown, recordOf, unknownAsNull } from "../value/kind.js";
import { counterpart, mapObjects } from "../value/nested.js";
import type { Path } from "../value/path.js";
import type { TfObject, TfValue } from "../value/value.js";

/** What a create or update came to. */
export interface Settled {
  /** Wholly known, and in agreement with the plan whatever the author returned. */
  readonly state: TfObject;
  /** Values that were to come and did not, or not as the table says. */
  readonly misfits: readonly AuthorMisfit[];
  /** Attributes that were returned otherwise than planned. The planned value is stored: Terraform insists on it. */
  readonly contradicted: readonly string[];
}

/**
 * Brings the plan and what the author returned together. Never throws, because the object exists now and must not get
 * lost; a value that was to come and is missing becomes the one of `prior`.
 */
export function settle(
  attributes: Attributes,
  planned: TfObject,
  returned: unknown,
  prior: TfObject | null,
): Settled {
  const misfits: AuthorMisfit[] = [];
  const contradicted: string[] = [];
  const entries = Object.entries(attributes).map(([name, attribute]): [string, TfValue] => {
    const plan = planned[name] ?? null;
    const told = property(returned, name);
    const path = [{ attribute: name }];
    const value = settledValue(attribute, plan, told, prior?.[name] ?? null, path, misfits);
    const isForeseen = !isWriteOnly(attribute) && !isUnknown(plan);
    if (isForeseen && told !== undefined && !agrees(attribute, path, value, told)) contradicted.push(name);
    return [name, value];
  });
  return { state: recordOf(entries), misfits, contradicted };
}

/** The planned value, with what was told in place of what was unknown, at any depth. */
function settledValue(
  attribute: Attribute,
  plan: TfValue,
  told: unknown,
  prior: TfValue,
  path: Path,
  misfits: AuthorMisfit[],
): TfValue {
  if (isWriteOnly(attribute)) return null;
  if (isUnknown(plan)) {
    const before = misfits.length;
    const value = encoded(attribute, told, path, misfits);
    return misfits.length > before ? prior : value;
  }
  const nested = fieldsOf(attribute.type);
  // Only fields of objects may be left open in what the user decides.
  if (!nested || isWhollyKnown(plan)) return unknownAsNull(plan);
  const { fields, nesting } = nested;
  return mapObjects(nesting, plan, path, (object, itemPath, at) => {
    const toldHere = at === undefined ? told : property(told, at);
    const before = at === undefined ? prior : counterpart(prior, at);
    return recordOf(
      Object.entries(fields).map(([name, field]) => {
        const here = [...itemPath, { attribute: name }];
        const [open, was] = [object[name] ?? null, counterpart(before, name)];
        return [name, settledValue(field, open, property(toldHere, name), was, here, misfits)] as const;
      }),
    );
  });
}

function property(returned: unknown, name: string | number): unknown {
  try {
    return (returned as { readonly [name: string | number]: unknown } | null | undefined)?.[name];
  } catch {
    return undefined;
  }
}

/** As `fromAuthor`, but also an object that cannot even be looked at (a getter throws) is only a misfit. */
function encoded(attribute: Attribute, told: unknown, path: Path, misfits: AuthorMisfit[]): TfValue {
  try {
    return fromAuthor(attribute, told, path, misfits);
  } catch {
    misfits.push({ path, text: "cannot be read" });
    return null;
  }
}

function agrees(attribute: Attribute, path: Path, planned: TfValue, told: unknown): boolean {
  const misfits: AuthorMisfit[] = [];
  const value = encoded(attribute, told, path, misfits);
  try {
    return misfits.length === 0 && sameMeaning(attribute, path, planned, value);
  } catch {
    return false;
  }
}
