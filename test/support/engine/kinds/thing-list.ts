import { defineListResource } from "../../../../src/engine/index.js";
import { attr, blockTable } from "../../../../src/vocabulary/index.js";
import { thingTable } from "../thing.js";
import type { KindsWorld } from "./kinds-world.js";
import { misbehave } from "./misbehave.js";

export const thingList = defineListResource<KindsWorld>()({
  resource: thingTable,
  table: blockTable({
    type: "thing",
    doc: "Finds things.",
    attributes: {
      prefix: attr.defaulted.string({ doc: "How their names begin.", default: "" }),
      behaviour: attr.optional.string({ doc: "What goes wrong, after the first thing." }),
    },
  }),
  async *list({ client, config, wantsObject, signal }) {
    let count = 0;
    try {
      for (const [name, { id, plan, generation }] of client.things) {
        if (!name.startsWith(config.prefix)) continue;
        const displayName = plan.label === null ? {} : { displayName: plan.label };
        const alias = plan.label === null ? null : `alias of ${plan.label}`;
        const whole = { ...plan, id, generation, alias };
        if (config.behaviour === "misfit" && count > 0) yield { object: { label: "nameless" } };
        yield { ...displayName, object: wantsObject ? whole : { name } };
        count++;
        await misbehave(config.behaviour, { signal, secret: "hunter2", note: client.note });
      }
    } finally {
      client.note(`listed ${count}`);
    }
  },
});
