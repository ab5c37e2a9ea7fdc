import { Fault } from "../../errors/fault.js";
import type { Attributes } from "../../vocabulary/index.js";
import { planToAuthor, secretsToAuthor, storedToAuthor } from "../author/decode.js";
import type { UpdateContext } from "../definition.js";
import type { Operation } from "../operation.js";
import type { ServedResource } from "../served-resource.js";
import { isWriteOnly } from "../table/mode.js";
import { sameValue } from "../value/equal.js";
import { recordOf } from "../value/kind.js";
import type { TfObject } from "../value/value.js";
import { Checkpoint } from "./checkpoint.js";
import { settle } from "./settle.js";
import { tellContradictions } from "./tell-contradictions.js";

/** Changes an object in place. After a failure the answer is the prior object with what the author told had changed. */
export async function updateObject<Client>(
  { definition, table: { attributes }, typeName }: ServedResource<Client>,
  prior: TfObject,
  planned: TfObject,
  config: TfObject,
  operation: Operation<Client>,
): Promise<TfObject> {
  const { report } = operation;
  const doing = `updating ${typeName}`;
  const failed = { doing, state: "The state holds what had been changed before the error." };
  if (!definition.update) {
    const seen = "its definition has no update";
    report.fault(new Fault("UPDATE_NOT_POSSIBLE", { doing, seen, state: "Nothing was changed." }));
    return prior;
  }
  const checkpoint = new Checkpoint(attributes, (attribute) => !isWriteOnly(attribute));
  const context = {
    ...operation.context,
    plan: planToAuthor(attributes, planned),
    prior: storedToAuthor(attributes, prior),
    secrets: secretsToAuthor(attributes, config),
    changed: (...names: readonly string[]) =>
      names.some((name) => {
        const type = attributes[name]?.type;
        return type !== undefined && !sameValue(type, prior[name] ?? null, planned[name] ?? null);
      }),
    checkpoint: (told: unknown) => checkpoint.note(told),
    isAwaited: () => operation.isAwaited(),
  };
  let returned: unknown;
  try {
    returned = await definition.update(context as unknown as UpdateContext<Attributes, Client>);
  } catch (error) {
    operation.failed(error, failed);
    for (const { path, text } of checkpoint.misfits) report.flaw("CHECKPOINT_UNFIT", path, text, failed);
    return recordOf([...Object.entries(prior), ...Object.entries(checkpoint.values)]);
  }
  const settled = settle(attributes, planned, returned, prior);
  report.redaction.addFrom(attributes, settled.state);
  const done = { doing, state: "The object was changed, and the state says so." };
  for (const { path, text } of settled.misfits) {
    report.flaw("RESULT_UNFIT", path, `${text}; its prior value is stored`, done);
  }
  for (const { path, text } of checkpoint.misfits) {
    report.flaw("CHECKPOINT_UNFIT", path, text, done, "warning");
  }
  tellContradictions(attributes, settled.contradicted, done, report);
  return settled.state;
}
