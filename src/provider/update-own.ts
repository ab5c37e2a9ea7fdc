import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { OperationContext } from "../engine/definition.js";
import { Fault } from "../errors/fault.js";
import type { Clients } from "../wiring/index.js";
import { type Numbered, type OwnObject, ownForUpdate } from "./own-object.js";
import { renameInPlace } from "./rename.js";

/** What the update of an object with a path is given. */
interface NamedUpdate extends OperationContext<Clients> {
  readonly plan: { readonly name: string };
  checkpoint(told: { readonly name: string }): void;
}

/**
 * Changes an object that is the resource's own: first its path, if the plan has another one, then whatever `change`
 * does, which finds it under the planned path. `found` is undefined for an object that is gone.
 */
export async function updateOwn<Found extends Numbered, Result>(
  object: OwnObject<Found>,
  { plan, checkpoint, ...context }: NamedUpdate,
  change: (found: Found | undefined) => Promise<Result>,
): Promise<Result> {
  const found = await ownForUpdate(object, context);
  const to = normalizedGatewayPath(plan.name);
  if (to === normalizedGatewayPath(object.name) && (found === undefined || found.name === to)) {
    return change(found);
  }
  if (found === undefined) throw gone(object, to);
  if (found.name !== to) await renameInPlace(object, found, to, context);
  checkpoint({ name: plan.name });
  try {
    return await change({ ...found, name: to });
  } catch (error) {
    if (!Fault.is(error)) throw error;
    const state = `Its name is ${JSON.stringify(to)} now. Beyond that: ${error.details.state}`;
    throw new Fault(error.code, { ...error.details, state });
  }
}

function gone({ noun, name }: OwnObject<Numbered>, to: string): Fault {
  return new Fault("GATEWAY_OBJECT_MISSING", {
    doing: `renaming ${noun} ${JSON.stringify(normalizedGatewayPath(name))} to ${JSON.stringify(to)}`,
    seen: "the gateway does not have it any more",
    state: "Nothing was changed.",
    advice: "Plan again: what is gone is then planned to be made anew.",
  });
}
