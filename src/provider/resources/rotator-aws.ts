import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { defineResource } from "../../engine/definition.js";
import {
  type CallOptions,
  DEFAULT_ROTATION_HOUR,
  type Rotator,
  type RotatorShape,
} from "../../gateway/index.js";
import { rotatorAwsTable } from "../../schema/index.js";
import type { PlanOf, StoredOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { setAsStored, textAsStored } from "../as-stored.js";
import { createNew } from "../create-new.js";
import { remarkItem } from "../marked-item.js";
import { isOwnToDelete, type OwnObject, ownForUpdate, readOwn } from "../own-object.js";
import { showsAll } from "../same-values.js";

type Table = (typeof rotatorAwsTable)["attributes"];

/** `latchkey_rotator_aws`: replaces the access key held by a target on a schedule. */
export const rotatorAws = defineResource<Clients>()({
  table: rotatorAwsTable,

  async create({ plan, checkpoint, ...context }) {
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
      isAsSent: (found) => showsAll(found, rotationHour === null ? decided : shape),
      track: (item_id) => checkpoint({ item_id }),
    });
    return { item_id: id };
  },

  async read({ state, ...context }) {
    const found = await readOwn(own(state, context.client), context);
    if (!found) return null;
    // Where the user leaves the hour to the gateway, its choice is not drift; an import has to guess who chose it.
    const imported = state.interval_days === null;
    const chosen = imported ? found.rotationHour !== DEFAULT_ROTATION_HOUR : state.rotation_hour !== null;
    return {
      name: found.name,
      target: found.target ?? "",
      auto_rotate: found.autoRotate,
      interval_days: found.intervalDays,
      rotation_hour: chosen ? found.rotationHour : null,
      description: textAsStored(state.description, found.description),
      tags: setAsStored(state.tags, found.tags),
      item_id: found.id,
    };
  },

  async update({ plan, prior, ...context }) {
    const { client, signal } = context;
    await ownForUpdate(own(prior, client), context);
    await client.gateway.rotators.update(shapeOf(plan), { signal });
    return { item_id: prior.item_id };
  },

  async delete({ state, ...context }) {
    const { client, signal } = context;
    if (await isOwnToDelete(own(state, client), context)) {
      await client.gateway.rotators.remove(state.name, { signal });
    }
  },
});

const NOUN = "rotator";

function own({ name, item_id }: StoredOf<Table>, { gateway }: Clients): OwnObject<Rotator> {
  const find = (options: CallOptions) => gateway.rotators.find(name, options);
  return { noun: NOUN, name, number: item_id, find };
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
