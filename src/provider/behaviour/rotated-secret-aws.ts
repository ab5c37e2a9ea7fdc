import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import type { UpdateContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import { rotatedSecretAws as type } from "../../types/rotated-secret-aws.js";
import type { ComputedOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { gatewayResource } from "../gateway-type/resource.js";

type Attributes = (typeof type)["table"]["attributes"];
type Context = UpdateContext<Attributes, Clients>;

/** `latchkey_rotated_secret_aws`: replaces an access key of AWS on a schedule. */
export const rotatedSecretAwsResource = gatewayResource(type, {
  /** Another target may be another name of the same one; if it is not, the rotator is made anew. */
  plan({ prior, planned, recompute }) {
    if (prior !== null && planned("target") !== prior.target) recompute("item_id");
  },

  async instead(context, { name, readings }, make) {
    const now = readings.target?.is === "told" ? String(readings.target.value ?? "") : "";
    if (!context.changed("target") || (await worksFor(now, context, name))) return undefined;
    refuseWithoutKey(context, name);
    return madeAnew(context, { name, target: now }, make);
  },
});

/** A key of its own the gateway may have replaced since, so that made anew with the one that is configured, it would have a dead one. */
function refuseWithoutKey({ plan, changed }: Context, name: string): void {
  if (plan.rotator_type !== "api-key" || changed("api_key_wo_version")) return;
  throw new Fault("VALUE_NOT_ALLOWED", {
    doing: `giving rotator ${JSON.stringify(name)} target ${JSON.stringify(plan.target)}`,
    seen: "the gateway cannot give a rotator another target, and made anew it would begin with the key that is configured, which the gateway may have replaced since",
    state: "Nothing was changed.",
    attribute: "target",
    advice:
      "Make an access key of the IAM user, give it as api_id and api_key_wo, and raise api_key_wo_version: then the rotator is made anew with it.",
  });
}

/** Whether the rotator works for the planned target already, which may have got its name a moment ago. */
async function worksFor(
  target: string,
  { plan, client, signal }: Context,
  rotator: string,
): Promise<boolean> {
  const { gateway } = client;
  const planned = normalizedGatewayPath(plan.target);
  if (target === planned) return true;
  const found = await gateway.targets.find(planned, { signal });
  if (found) return found.id === (await gateway.rotators.targetIdOf(rotator, { signal }));
  throw new Fault("GATEWAY_OBJECT_MISSING", {
    doing: `giving rotator ${JSON.stringify(normalizedGatewayPath(plan.name))} target ${JSON.stringify(planned)}`,
    seen: `the gateway has no such target; the rotator works for ${JSON.stringify(target)}`,
    state: "Nothing was changed.",
    attribute: "target",
    advice:
      "Let target refer to the resource of the target (latchkey_target_aws.LABEL.name), so that the target is made, or renamed, before the rotator is changed. Where it was renamed in this very run, apply again.",
  });
}

/** The gateway's update cannot give a rotator another target: it is made anew under its name. The target's key stays. */
async function madeAnew(
  { plan, client, signal, warn }: Context,
  { name, target }: { readonly name: string; readonly target: string },
  make: () => Promise<ComputedOf<Attributes>>,
): Promise<ComputedOf<Attributes>> {
  await client.gateway.rotators.remove(name, { signal });
  try {
    const result = await make();
    warn(
      "Rotator made anew",
      `The gateway cannot give a rotator another target. Rotator ${name} of target ${target} was deleted, and made anew for ${plan.target}.`,
    );
    return result;
  } catch (error) {
    if (!Fault.is(error)) throw error;
    const state = `Rotator ${name} of target ${target} was deleted to be made anew for ${plan.target}; the next apply makes it.`;
    throw new Fault(error.code, { ...error.details, state });
  }
}
