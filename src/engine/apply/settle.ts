import { type Attribute, type Attributes, isUnknown } from "../../vocabulary/index.js";
import { type AuthorMisfit, fromAuthor } from "../author/encode.js";
import { sameMeaning } from "../author/meaning.js";
import { isComputed, isWriteOnly } from "../table/mode.js";
import { recordOf } from "../value/kind.js";
import type { Path } from "../value/path.js";
import type { TfObject, TfValue } from "../value/value.js";

/** What a create or update came to. */
export interface Settled {
  /** Wholly known, and in agreement with the plan whatever the author returned. */
  readonly state: TfObject;
  /** Computed values that were to come and did not, or not as the table says. */
  readonly misfits: readonly AuthorMisfit[];
  /** Attributes that were returned otherwise than planned. The planned value is stored: Terraform insists on it. */
  readonly contradicted: readonly string[];
}

/**
 * Brings the plan and what the author returned together. Never throws, because the object exists now and must not get
 * lost; a computed value that is missing becomes the one of `prior`.
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
    if (isWriteOnly(attribute)) return [name, null];
    const plan = planned[name] ?? null;
    const told = property(returned, name);
    const path = [{ attribute: name }];
    if (isComputed(attribute) && isUnknown(plan)) {
      const before = misfits.length;
      const value = encoded(attribute, told, path, misfits);
      return [name, misfits.length > before ? (prior?.[name] ?? null) : value];
    }
    if (told !== undefined && !agrees(attribute, path, plan, told)) contradicted.push(name);
    return [name, plan];
  });
  return { state: recordOf(entries), misfits, contradicted };
}

function property(returned: unknown, name: string): unknown {
  try {
    return (returned as { readonly [name: string]: unknown } | null | undefined)?.[name];
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
