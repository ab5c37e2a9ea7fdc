import { writeFileSync } from "node:fs";
import { systemClock } from "../../../src/domain/system-clock.js";
import { createProviderServer } from "../../../src/engine/index.js";
import { Fault } from "../../../src/errors/fault.js";
import { serve } from "../../../src/protocol/index.js";
import { attr } from "../../../src/vocabulary/index.js";
import { inAnotherYear } from "./another-year.js";
import { authorMistakes, thingOf } from "./author-mistakes/index.js";
import { schedule } from "./schedule.js";
import { testProviderTable } from "./test-provider.js";
import { type ThingResource, thing, World } from "./thing.js";

/**
 * A provider with one resource type per mistake, for a real Terraform. The names of the things that exist are always
 * in the file that WORLD_FILE names; a thing to import is there from the beginning.
 */
const world = new World();
const { things } = world;
const worldFile = process.env.WORLD_FILE ?? "world.json";
const show = () => writeFileSync(worldFile, JSON.stringify([...things.keys()]));

for (const method of ["set", "delete"] as const) {
  const change = things[method].bind(things) as (...values: unknown[]) => unknown;
  Object.defineProperty(things, method, {
    value: (...values: unknown[]) => {
      const result = change(...values);
      show();
      return result;
    },
  });
}
for (const { at, resource } of authorMistakes) if (at === "import") thingOf(world, resource.table.type);
show();

/** Without mistakes, and with a value that has two spellings inside of its rules too. */
const nestedThing: ThingResource = {
  ...thing,
  table: {
    ...thing.table,
    attributes: {
      ...thing.table.attributes,
      rules: attr.optional.objects(
        {
          prefix: attr.required.string({
            doc: "Which keys.",
            canonical: (prefix: string) => (prefix.startsWith("/") ? prefix : `/${prefix}`),
          }),
          days: attr.defaulted.int({ doc: "How long.", default: 30, min: 1 }),
        },
        { doc: "Rules." },
      ),
    },
  },
};

/** Its creation fails half-way once for every name. */
const failed = new Set<string>();
const fragile: ThingResource = {
  ...thing,
  table: { ...thing.table, type: "fragile" },
  async create(context) {
    const computed = await thing.create(context);
    if (failed.has(context.plan.name)) return computed;
    failed.add(context.plan.name);
    throw new Fault("VALUE_NOT_ALLOWED", {
      doing: "creating a fragile thing",
      seen: "it broke half-way",
      state: "It exists.",
    });
  },
};

void serve(
  ({ log }) =>
    createProviderServer(
      {
        name: "test",
        version: "1.0.0",
        table: testProviderTable,
        resources: [nestedThing, fragile, schedule, ...authorMistakes.map(({ resource }) => resource)],
        configure: () => world,
      },
      { log, rerun: inAnotherYear },
    ),
  {
    address: "registry.terraform.io/example/test",
    otherAddresses: ["registry.opentofu.org/example/test"],
    clock: systemClock,
    arguments: process.argv.slice(2),
  },
);
