import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { defineResource } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import type { StaticSecretRecord } from "../../gateway/index.js";
import { isFirstVersion, isNewVersion, staticSecretTable } from "../../schema/index.js";
import { isUnknown, type StoredOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { setAsStored, textAsStored } from "../as-stored.js";
import { createNew } from "../create-new.js";
import { remarkItem } from "../marked-item.js";
import { type OwnObject, ownToDelete, readOwn } from "../own-object.js";
import { showsAll } from "../same-values.js";
import { updateOwn } from "../update-own.js";
import { versionRecorded } from "../version-recorded.js";

type Table = (typeof staticSecretTable)["attributes"];

/**
 * `latchkey_static_secret`: a secret that is kept as it is. Its value is written, and read only by a create that finds
 * a secret of that name: to tell whether it is its own.
 */
export const staticSecret = defineResource<Clients>()({
  table: staticSecretTable,

  async create({ plan, secrets, checkpoint, ...context }) {
    const { gateway } = context.client;
    const { staticSecrets } = gateway;
    const value = secrets.value_wo ?? missingValue();
    const name = normalizedGatewayPath(plan.name);
    const shape = { name, format: plan.format, description: plan.description, tags: plan.tags ?? [] };
    const { id } = await createNew({
      type: "latchkey_static_secret",
      noun: NOUN,
      name,
      context,
      find: (options) => staticSecrets.find(name, options),
      create: (options) => staticSecrets.create(shape, value, options),
      remark: remarkItem(gateway),
      isAsSent: (found) => showsAll(found, shape),
      holdsSameSecret: (options) => staticSecrets.holds(name, value, options),
      track: (item_id) => checkpoint({ item_id }),
    });
    return { item_id: id };
  },

  async read({ state, ...context }) {
    const found = await readOwn(own(state, context.client), context);
    if (!found) return null;
    return {
      name: found.name,
      format: found.format as typeof state.format,
      description: textAsStored(state.description, found.description),
      tags: setAsStored(state.tags, found.tags),
      value_wo_version: state.value_wo_version,
      item_id: found.id,
    };
  },

  plan({ prior, config, warn }) {
    if (prior === null || isUnknown(config.value_wo_version)) return;
    if (isFirstVersion(config.value_wo_version, prior.value_wo_version)) {
      warn(...versionRecorded("value_wo_version", "value_wo"), "value_wo_version");
    }
  },

  update: (context) => {
    const { plan, prior, secrets, changed, checkpoint, client, signal } = context;
    const { staticSecrets } = client.gateway;
    return updateOwn(own(prior, client), context, async () => {
      if (isNewVersion(plan.value_wo_version, prior.value_wo_version)) {
        const value = secrets.value_wo ?? missingValue();
        await staticSecrets.updateValue(plan.name, plan.format, value, { signal });
        checkpoint({ value_wo_version: plan.value_wo_version });
      }
      if (changed("description", "tags")) {
        await staticSecrets.updateItem(plan.name, plan.description, plan.tags ?? [], { signal });
      }
      return { item_id: prior.item_id };
    });
  },

  async delete({ state, ...context }) {
    const { client, signal } = context;
    const found = await ownToDelete(own(state, client), context);
    if (found) await client.gateway.staticSecrets.remove(found.name, { signal });
  },
});

const NOUN = "static secret";

function own({ name, item_id }: StoredOf<Table>, { gateway }: Clients): OwnObject<StaticSecretRecord> {
  return { noun: NOUN, name, number: item_id, shelf: gateway.staticSecrets };
}

function missingValue(): never {
  throw new Fault("VALUE_NOT_ALLOWED", {
    doing: "sending the value of a static secret",
    seen: "value_wo came without a value",
    state: "Nothing was changed.",
    attribute: "value_wo",
  });
}
