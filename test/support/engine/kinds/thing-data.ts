import { defineDataSource } from "../../../../src/engine/index.js";
import { Fault } from "../../../../src/errors/fault.js";
import { attr, blockTable } from "../../../../src/vocabulary/index.js";
import type { KindsWorld } from "./kinds-world.js";
import { misbehave } from "./misbehave.js";

export const thingData = defineDataSource<KindsWorld>()({
  table: blockTable({
    type: "thing",
    doc: "What is known of a thing.",
    attributes: {
      name: attr.required.string({
        doc: "Its name.",
        flaw: (name: string) => (name ? undefined : "should not be empty"),
      }),
      unit: attr.defaulted.string({ doc: "How its size is told.", default: "cm", oneOf: ["cm", "inch"] }),
      password: attr.optional.string({ doc: "Who asks.", sensitive: true }),
      behaviour: attr.optional.string({ doc: "What goes wrong." }),
      size: attr.computed.number({ doc: "How large it is." }),
      label: attr.computedOrNull.string({ doc: "Its label." }),
      tags: attr.computed.list("string", { doc: "Its tags." }),
    },
  }),
  async read({ client, config, signal, warn }) {
    const { name, behaviour, password } = config;
    await misbehave(behaviour, { signal, secret: password ?? "hunter2", note: client.note });
    const found = client.things.get(name);
    if (!found) {
      throw new Fault("IMPORT_ID_MALFORMED", {
        doing: "reading a thing",
        seen: `there is no thing ${name}`,
        state: "Nothing was changed.",
        attribute: "name",
      });
    }
    if (behaviour === "warn") warn("Looked twice", `it is shy, ${password} or not`);
    const size = behaviour === "misfit" ? ("large" as unknown as number) : found.plan.size;
    return {
      size: config.unit === "inch" ? size / 2.5 : size,
      label: found.plan.label,
      tags: found.plan.tags ?? [],
    };
  },
});
