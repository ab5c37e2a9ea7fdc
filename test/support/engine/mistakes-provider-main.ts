import { writeFileSync } from "node:fs";
import { systemClock } from "../../../src/domain/system-clock.js";
import { createProviderServer } from "../../../src/engine/index.js";
import { serve } from "../../../src/protocol/index.js";
import { authorMistakes, thingOf } from "./author-mistakes/index.js";
import { testProviderTable } from "./test-provider.js";
import { World } from "./thing.js";

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

void serve(
  ({ log }) =>
    createProviderServer(
      {
        name: "test",
        version: "1.0.0",
        table: testProviderTable,
        resources: authorMistakes.map(({ resource }) => resource),
        configure: () => world,
      },
      { log },
    ),
  { address: "registry.terraform.io/example/test", clock: systemClock, arguments: process.argv.slice(2) },
);
