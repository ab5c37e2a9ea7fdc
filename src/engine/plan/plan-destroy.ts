import type { Attributes } from "../../vocabulary/index.js";
import { storedToAuthor } from "../author/decode.js";
import type { ReadContext } from "../definition.js";
import type { Operation } from "../operation.js";
import type { Circumstances } from "../report.js";
import type { ServedResource } from "../served-resource.js";
import type { TfObject } from "../value/value.js";

/** Has the author look whether an object may be removed; what the author throws keeps the plan from being made. */
export async function planDestroy<Client>(
  { definition, table: { attributes } }: ServedResource<Client>,
  prior: TfObject,
  operation: Operation<Client>,
  circumstances: Circumstances,
): Promise<void> {
  const context = { ...operation.context, state: storedToAuthor(attributes, prior) };
  try {
    await definition.planDestroy?.(context as unknown as ReadContext<Attributes, Client>);
  } catch (error) {
    operation.failed(error, circumstances);
  }
}
