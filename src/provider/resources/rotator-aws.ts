import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { defineResource } from "../../engine/definition.js";
import { DEFAULT_ROTATION_HOUR, type RotatorShape } from "../../gateway/index.js";
import { rotatorAwsTable } from "../../schema/index.js";
import type { PlanOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { setAsStored, textAsStored } from "../as-stored.js";
import { createNew } from "../create-new.js";
import { showsAll } from "../same-values.js";

/** `latchkey_rotator_aws`: replaces the access key held by a target on a schedule. */
export const rotatorAws = defineResource<Clients>()({
  table: rotatorAwsTable,

  async create({ plan, client, signal, log, checkpoint }) {
    const { rotators } = client.gateway;
    const shape = shapeOf(plan);
    const { rotationHour, ...decided } = shape;
    await createNew({
      type: "latchkey_rotator_aws",
      name: shape.name,
      signal,
      log,
      find: (options) => rotators.find(shape.name, options),
      create: (options) => rotators.create(shape, options),
      isAsSent: (found) => showsAll(found, rotationHour === null ? decided : shape),
      track: () => checkpoint({}),
    });
    return {};
  },

  async read({ state, client, signal }) {
    const found = await client.gateway.rotators.find(state.name, { signal });
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
    };
  },

  async update({ plan, client, signal }) {
    await client.gateway.rotators.update(shapeOf(plan), { signal });
    return {};
  },

  delete: ({ state, client, signal }) => client.gateway.rotators.remove(state.name, { signal }),
});

function shapeOf(plan: PlanOf<(typeof rotatorAwsTable)["attributes"]>): RotatorShape {
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
