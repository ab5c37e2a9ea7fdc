import { type Attributes, UNKNOWN } from "../../vocabulary/index.js";
import { toAuthor } from "../author/decode.js";
import type { PlanCreateContext } from "../definition.js";
import type { Operation } from "../operation.js";
import type { Circumstances } from "../report.js";
import type { ServedResource } from "../served-resource.js";
import { isWhollyKnown } from "../value/kind.js";
import type { TfObject } from "../value/value.js";

/** Has the author look whether an object may be made; what the author throws keeps the plan from being made. */
export async function planCreate<Client>(
  { definition, table: { attributes } }: ServedResource<Client>,
  planned: TfObject,
  operation: Operation<Client>,
  circumstances: Circumstances,
): Promise<void> {
  const context = {
    ...operation.context,
    planned: (name: string) => {
      const value = planned[name] ?? null;
      return isWhollyKnown(value) ? toAuthor(attributes[name]?.type ?? "string", value) : UNKNOWN;
    },
  };
  try {
    await definition.planCreate?.(context as unknown as PlanCreateContext<Attributes, Client>);
  } catch (error) {
    operation.failed(error, circumstances);
  }
}
