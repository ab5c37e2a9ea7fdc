import type { Attributes } from "../../vocabulary/index.js";
import { storedToAuthor } from "../author/decode.js";
import type { ReadContext } from "../definition.js";
import type { Operation } from "../operation.js";
import type { ServedResource } from "../served-resource.js";
import type { TfObject } from "../value/value.js";

/** Removes an object. After a failure the answer is the object, so that it stays in the state. */
export async function deleteObject<Client>(
  { definition, table: { attributes }, typeName }: ServedResource<Client>,
  prior: TfObject,
  operation: Operation<Client>,
): Promise<TfObject | null> {
  const context = { ...operation.context, state: storedToAuthor(attributes, prior) };
  try {
    await definition.delete(context as unknown as ReadContext<Attributes, Client>);
    return null;
  } catch (error) {
    operation.failed(error, { doing: `deleting ${typeName}`, state: "The object is kept in the state." });
    return prior;
  }
}
