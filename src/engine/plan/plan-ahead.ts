import { type Attributes, UNKNOWN } from "../../vocabulary/index.js";
import { secretsToAuthor, storedToAuthor, toAuthor } from "../author/decode.js";
import type { PlanCreateContext, PlanUpdateContext } from "../definition.js";
import type { Operation } from "../operation.js";
import type { Circumstances } from "../report.js";
import type { ServedResource } from "../served-resource.js";
import { entriesOf, holdsWriteOnly } from "../table/mode.js";
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

/** One object as a plan knows it. */
export interface PlannedObject {
  readonly prior: TfObject | null;
  readonly planned: TfObject;
  readonly config: TfObject;
}

/** Has the author look whether a change may be made; what the author throws keeps the plan from being made. */
export async function planAhead<Client>(
  look: Ahead,
  { definition, table: { attributes } }: ServedResource<Client>,
  { prior, planned, config }: PlannedObject,
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
  const ofUpdate = () => ({
    ...context,
    prior: storedToAuthor(attributes, prior ?? {}),
    secrets: areSecretsKnown(attributes, config) ? secretsToAuthor(attributes, config) : null,
  });
  try {
    await (look === "create"
      ? definition.planCreate?.(context)
      : definition.planUpdate?.(ofUpdate() as unknown as PlanUpdateContext<Attributes, Client>));
  } catch (error) {
    operation.failed(error, circumstances);
  }
}

/** Whether every write-only value is known before the apply. */
function areSecretsKnown(attributes: Attributes, config: TfObject): boolean {
  return entriesOf(attributes, holdsWriteOnly).every(([name]) => isWhollyKnown(config[name] ?? null));
}
