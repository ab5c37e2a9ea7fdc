import { type Attributes, UNKNOWN } from "../../vocabulary/index.js";
import { toAuthor } from "../author/decode.js";
import type { PlanCreateContext } from "../definition.js";
import type { Operation } from "../operation.js";
import type { Circumstances } from "../report.js";
import type { ServedResource } from "../served-resource.js";
import { sameObject } from "../value/equal.js";
import { isWhollyKnown } from "../value/kind.js";
import type { TfObject } from "../value/value.js";
import type { PlannedChange } from "./plan-change.js";

/** What an author looks ahead at. */
export type Ahead = "create" | "update";

/** Which of the author's looks a planned change is due; undefined where there is none, or nothing to look at. */
export function lookAhead<Client>(
  { definition, table: { attributes } }: ServedResource<Client>,
  prior: TfObject | null,
  { planned, requiresReplace }: PlannedChange,
): Ahead | undefined {
  if (prior === null) return definition.planCreate && "create";
  // What is replaced is planned once more, as a create.
  if (!definition.planUpdate || requiresReplace.length > 0) return undefined;
  return sameObject(attributes, prior, planned) ? undefined : "update";
}

/** Has the author look whether a change may be made; what the author throws keeps the plan from being made. */
export async function planAhead<Client>(
  look: Ahead,
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
  } as unknown as PlanCreateContext<Attributes, Client>;
  try {
    await (look === "create" ? definition.planCreate?.(context) : definition.planUpdate?.(context));
  } catch (error) {
    operation.failed(error, circumstances);
  }
}
