import { type Attributes, isUnknown } from "../../vocabulary/index.js";
import { planToAuthor, secretsToAuthor } from "../author/decode.js";
import type { CreateContext } from "../definition.js";
import type { Operation } from "../operation.js";
import type { ServedResource } from "../served-resource.js";
import { entriesOf, isComputed, isPlanned } from "../table/mode.js";
import { recordOf, unknownAsNull } from "../value/kind.js";
import type { TfObject, TfValue } from "../value/value.js";
import { Checkpoint } from "./checkpoint.js";
import { settle } from "./settle.js";
import { tellContradictions } from "./tell-contradictions.js";

/**
 * Makes an object. The answer is null only if the author's create failed without having told of a remote object. An
 * author's mistake in what a successful create returns is a warning: an error would have Terraform destroy the object.
 */
export async function createObject<Client>(
  { definition, table: { attributes }, typeName }: ServedResource<Client>,
  planned: TfObject,
  config: TfObject,
  operation: Operation<Client>,
): Promise<TfObject | null> {
  const { report } = operation;
  const doing = `creating ${typeName}`;
  const checkpoint = new Checkpoint(
    attributes,
    (attribute, name) => isComputed(attribute) || isUnknown(planned[name]),
  );
  const context = {
    ...operation.context,
    plan: planToAuthor(attributes, planned),
    secrets: secretsToAuthor(attributes, config),
    checkpoint: (told: unknown) => checkpoint.note(told),
    isAwaited: () => operation.isAwaited(),
  };
  let returned: unknown;
  try {
    returned = await definition.create(context as unknown as CreateContext<Attributes, Client>);
  } catch (error) {
    const state = checkpoint.reached
      ? "The object exists and is kept in the state; Terraform will replace it."
      : "The provider had not told of a remote object yet, so none is kept in the state.";
    operation.failed(error, { doing, state });
    for (const { path, text } of checkpoint.misfits) {
      report.flaw("CHECKPOINT_UNFIT", path, text, { doing, state });
    }
    return checkpoint.reached ? partialObject(attributes, planned, checkpoint.values) : null;
  }
  const settled = settle(attributes, planned, returned, null);
  report.redaction.addFrom(attributes, settled.state);
  const state = "The object exists and is in the state.";
  for (const { path, text } of settled.misfits) {
    report.flaw("RESULT_UNFIT", path, `${text}; it is stored as null`, { doing, state }, "warning");
  }
  for (const { path, text } of checkpoint.misfits) {
    report.flaw("CHECKPOINT_UNFIT", path, text, { doing, state }, "warning");
  }
  tellContradictions(attributes, settled.contradicted, { doing, state }, report);
  return settled.state;
}

/** What is known of an object whose creation failed half-way: what the user decided, and what the author told. */
function partialObject(attributes: Attributes, planned: TfObject, told: TfObject): TfObject {
  const decided = entriesOf(attributes, isPlanned).map(([name]): [string, TfValue] => [
    name,
    unknownAsNull(planned[name] ?? null),
  ]);
  const nothing = Object.keys(attributes).map((name): [string, TfValue] => [name, null]);
  return recordOf([...nothing, ...decided, ...Object.entries(told)]);
}
