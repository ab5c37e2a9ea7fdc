import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { type CreateContext, defineResource } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import type { RotatorRecord, RotatorShape } from "../../gateway/index.js";
import { rotatorAwsTable } from "../../schema/index.js";
import type { ComputedOf, PlanOf, StoredOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { setAsStored, textAsStored } from "../as-stored.js";
import { createNew } from "../create-new.js";
import { remarkItem } from "../marked-item.js";
import { type OwnObject, ownToDelete, readOwn } from "../own-object.js";
import { showsAll } from "../same-values.js";
import { settingsOf } from "../settings-of.js";
import { updateOwn } from "../update-own.js";

type Table = (typeof rotatorAwsTable)["attributes"];

/** `latchkey_rotator_aws`: replaces the access key held by a target on a schedule. */
export const rotatorAws = defineResource<Clients>()({
  table: rotatorAwsTable,

  create: (context) => made(context),

  async read({ state, ...context }) {
    const found = await readOwn(own(state, context.client), context);
    if (!found) return null;
    return {
      name: found.name,
      target: found.target ?? "",
      auto_rotate: found.autoRotate,
      interval_days: found.intervalDays ?? intervalWithout(found, state.interval_days),
      rotation_hour: found.rotationHour,
      description: textAsStored(state.description, found.description),
      tags: setAsStored(state.tags, found.tags),
      item_id: found.id,
    };
  },

  update: (context) => {
    const { plan, prior, client, changed, signal } = context;
    return updateOwn(own(prior, client), context, async (found) => {
      if (found && changed("target") && !(await worksFor(found, context))) return madeAnew(context, found);
      // What the gateway shows already is not sent: a target that was renamed has its new name there, too.
      if (!found || changed(...SETTINGS)) await client.gateway.rotators.update(shapeOf(plan), { signal });
      return { item_id: changed("target") ? (found?.id ?? prior.item_id) : prior.item_id };
    });
  },

  /** Another target may be another name of the same one; if it is not, the rotator is made anew. */
  plan({ prior, planned, recompute }) {
    if (prior !== null && planned("target") !== prior.target) recompute("item_id");
  },

  async delete({ state, ...context }) {
    const { client, signal } = context;
    const found = await ownToDelete(own(state, client), context);
    if (found) await client.gateway.rotators.remove(found.name, { signal });
  },
});

/**
 * The interval of a rotator for which the gateway tells none. While its schedule is off an interval says nothing, so
 * that is no drift; with a schedule it is 0, which no configuration says, and set right.
 */
function intervalWithout({ autoRotate }: Pick<RotatorRecord, "autoRotate">, stored: number | null): number {
  return autoRotate ? 0 : (stored ?? Number(rotatorAwsTable.attributes.interval_days.default));
}

const NOUN = "rotator";
const SETTINGS = settingsOf(rotatorAwsTable, "name", "target");

type Making = Pick<
  CreateContext<Table, Clients>,
  "plan" | "client" | "signal" | "log" | "warn" | "isAwaited"
> & {
  checkpoint(told: { readonly item_id: number | null }): void;
};

async function made({ plan, checkpoint, ...context }: Making): Promise<ComputedOf<Table>> {
  const { gateway } = context.client;
  const shape = shapeOf(plan);
  const { rotationHour, ...decided } = shape;
  const { id } = await createNew({
    type: "latchkey_rotator_aws",
    noun: NOUN,
    name: shape.name,
    context,
    find: (options) => gateway.rotators.find(shape.name, options),
    create: (options) => gateway.rotators.create(shape, options),
    remark: remarkItem(gateway),
    isAsSent: ({ intervalDays, ...found }) => {
      const known = { ...found, intervalDays: intervalDays ?? intervalWithout(found, shape.intervalDays) };
      return showsAll(known, rotationHour === null ? decided : shape);
    },
    track: (item_id) => checkpoint({ item_id }),
  });
  return { item_id: id };
}

/** Whether the rotator works for the planned target already, which may have got its name a moment ago. */
async function worksFor(
  { target, targetId }: RotatorRecord,
  { plan, client, signal }: Pick<Making, "plan" | "client" | "signal">,
): Promise<boolean> {
  const planned = normalizedGatewayPath(plan.target);
  if (target === planned) return true;
  const found = await client.gateway.targets.find(planned, { signal });
  if (found) return found.id === targetId;
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
async function madeAnew(context: Making, { name, target }: RotatorRecord): Promise<ComputedOf<Table>> {
  const { plan, client, signal, warn } = context;
  await client.gateway.rotators.remove(name, { signal });
  try {
    const result = await made(context);
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

function own({ name, item_id }: StoredOf<Table>, { gateway }: Clients): OwnObject<RotatorRecord> {
  return { noun: NOUN, name, number: item_id, shelf: gateway.rotators };
}

function shapeOf(plan: PlanOf<Table>): RotatorShape {
  return {
    name: normalizedGatewayPath(plan.name),
    target: normalizedGatewayPath(plan.target),
    autoRotate: plan.auto_rotate,
    intervalDays: plan.interval_days,
    rotationHour: plan.rotation_hour,
    description: plan.description,
    tags: plan.tags ?? [],
  };
}
