import type { Attributes, Table } from "../../vocabulary/index.js";
import { planToAuthor } from "../author/decode.js";
import { type AuthorMisfit, fromAuthor } from "../author/encode.js";
import { describeIdentity } from "../identity/identity-description.js";
import { identityOf } from "../identity/identity-of.js";
import { membersOf } from "../members.js";
import type { Operation } from "../operation.js";
import { decidedValues } from "../plan/decided-values.js";
import { mergedState } from "../read-object.js";
import type { Circumstances } from "../report.js";
import type { ServedBlock } from "../served-block.js";
import { isWriteOnly } from "../table/mode.js";
import { kindOf, recordOf } from "../value/kind.js";
import type { TfObject, TfValue } from "../value/value.js";
import type { AnyList, ListContext } from "./definition.js";

/** One object of a list, as Terraform gets it. */
export interface ListedObject {
  readonly identity: TfObject;
  readonly displayName: string;
  /** The whole object, where it is wanted. */
  readonly object?: TfObject;
}

export interface ListWish {
  readonly config: TfObject;
  /** Default: all. */
  readonly limit?: number;
  readonly wantsObject: boolean;
}

/** Hands on what an author finds, until there is enough; what goes wrong ends the list, and is reported. */
export async function listObjects<Client>(
  { definition, table, typeName }: ServedBlock<AnyList<Client>>,
  { config, limit, wantsObject }: ListWish,
  operation: Operation<Client>,
  circumstances: Circumstances,
  found: (object: ListedObject) => void,
): Promise<void> {
  const { report, signal } = operation;
  const most = limit ?? Number.POSITIVE_INFINITY;
  try {
    const decided = decidedValues(table.attributes, config, null);
    const context = {
      ...operation.context,
      config: planToAuthor(table.attributes, decided),
      limit,
      wantsObject,
    };
    let count = 0;
    if (most === 0) return;
    // Leaving the loop early ends the author's generator, too.
    for await (const each of definition.list(context as unknown as ListContext<Attributes, Client>)) {
      signal.throwIfAborted();
      const misfits: AuthorMisfit[] = [];
      const listed = listedObject(definition.resource, each, wantsObject, misfits);
      for (const { path, text } of misfits) report.flaw("RESULT_UNFIT", path, text, circumstances);
      if (!listed) return;
      found(listed);
      count++;
      if (count >= most) return;
    }
  } catch (error) {
    operation.failed(error, { ...circumstances, doing: `listing ${typeName}` });
  }
}

/** What an author has found, as Terraform gets it; undefined with a note of what is wrong with it. */
export function listedObject(
  table: Table,
  told: unknown,
  wantsObject: boolean,
  misfits: AuthorMisfit[],
): ListedObject | undefined {
  const members = membersOf(told);
  const displayName = members?.displayName;
  const object = membersOf(members?.object);
  if (!object) {
    const given = members ? members.object : told;
    misfits.push({ path: [], text: `list() should give objects, gave ${kindOf(given)}` });
    return undefined;
  }
  const values = Object.entries(table.attributes).map(([name, attribute]): [string, unknown] => {
    const value = Object.hasOwn(object, name) ? object[name] : null;
    return [name, isWriteOnly(attribute) ? null : (value ?? null)];
  });
  const given = recordOf(
    values.map(([name, value]): [string, TfValue] => {
      const attribute = table.attributes[name];
      return [
        name,
        attribute && value !== null ? fromAuthor(attribute, value, [{ attribute: name }], misfits) : null,
      ];
    }),
  );
  const identity = identityOf(describeIdentity(table), given);
  if (!identity) {
    misfits.push({
      path: [],
      text: `list() should say ${table.identity} and all else that identifies an object`,
    });
  }
  if (displayName !== undefined && typeof displayName !== "string") {
    misfits.push({
      path: [],
      text: `list() should give a displayName that is text, gave ${kindOf(displayName)}`,
    });
  }
  if (!identity || misfits.length > 0) return undefined;
  return {
    identity,
    displayName: typeof displayName === "string" ? displayName : String(given[table.identity]),
    ...(wantsObject && { object: asImported(table, identity, Object.fromEntries(values)) }),
  };
}

/** The object as an import by its identity would have it, so that the configuration that is made of it plans nothing. */
function asImported(table: Table, identity: TfObject, told: Record<string, unknown>): TfObject {
  const nothing = Object.keys(table.attributes).map((name): [string, TfValue] => [name, null]);
  return mergedState(table, { ...recordOf(nothing), ...identity }, told, []);
}
