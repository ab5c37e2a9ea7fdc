import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { defineResource } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import { staticSecretTable } from "../../schema/index.js";
import type { Clients } from "../../wiring/index.js";
import { setAsStored, textAsStored } from "../as-stored.js";
import { createNew } from "../create-new.js";
import { showsAll } from "../same-values.js";

/**
 * `latchkey_static_secret`: a secret that is kept as it is. Its value is written, and read only by a create that finds
 * a secret of that name: to tell whether it is its own.
 */
export const staticSecret = defineResource<Clients>()({
  table: staticSecretTable,

  async create({ plan, secrets, client, signal, log, checkpoint }) {
    const { staticSecrets } = client.gateway;
    const value = secrets.value_wo ?? missingValue();
    const name = normalizedGatewayPath(plan.name);
    const shape = { name, format: plan.format, description: plan.description, tags: plan.tags ?? [] };
    const how = await createNew({
      type: "latchkey_static_secret",
      name,
      signal,
      log,
      find: (options) => staticSecrets.find(name, options),
      create: (options) => staticSecrets.create(shape, value, options),
      isAsSent: (found) => showsAll(found, shape),
      holdsSameSecret: (options) => staticSecrets.holds(name, value, options),
      track: () => checkpoint({}),
    });
    checkpoint({});
    // Found after a lost reply: its value was not looked at, so it is given once more.
    if (how === "adopted") await staticSecrets.updateValue(name, plan.format, value);
    return {};
  },

  async read({ state, client, signal }) {
    const found = await client.gateway.staticSecrets.find(state.name, { signal });
    if (!found) return null;
    return {
      name: found.name,
      format: found.format as typeof state.format,
      description: textAsStored(state.description, found.description),
      tags: setAsStored(state.tags, found.tags),
      value_wo_version: state.value_wo_version,
    };
  },

  async update({ plan, secrets, changed, client, signal, checkpoint }) {
    const { staticSecrets } = client.gateway;
    if (changed("value_wo_version")) {
      const value = secrets.value_wo ?? missingValue();
      await staticSecrets.updateValue(plan.name, plan.format, value, { signal });
      checkpoint({ value_wo_version: plan.value_wo_version });
    }
    if (changed("description", "tags")) {
      await staticSecrets.updateItem(plan.name, plan.description, plan.tags ?? [], { signal });
    }
    return {};
  },

  delete: ({ state, client, signal }) => client.gateway.staticSecrets.remove(state.name, { signal }),
});

function missingValue(): never {
  throw new Fault("VALUE_NOT_ALLOWED", {
    doing: "sending the value of a static secret",
    seen: "value_wo came without a value",
    state: "Nothing was changed.",
    attribute: "value_wo",
  });
}
