import { createProviderServer } from "../../../src/engine/index.js";
import { type Buckets, bucket } from "../../support/engine/bucket.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";
import { TerraformModel } from "../../support/engine/terraform-model.js";
import { testProviderTable } from "../../support/engine/test-provider.js";

/** A remote that keeps buckets in memory. */
function memory(): Buckets & { readonly tiers: Map<string, string> } {
  const tiers = new Map<string, string>();
  return {
    tiers,
    create: async (name, tier) => {
      tiers.set(name, tier);
      return `id-${name}`;
    },
    find: async (name) => {
      const tier = tiers.get(name);
      return tier === undefined
        ? undefined
        : { tier, id: `id-${name}`, url: `https://buckets.test/id-${name}` };
    },
    move: async (id, tier) => {
      tiers.set(id.slice(3), tier);
    },
    remove: async (name) => {
      tiers.delete(name);
    },
  };
}

test("a resource in thirty lines is created, kept, changed, replaced, recreated, imported and destroyed", async () => {
  const buckets = memory();
  const server = createProviderServer(
    {
      name: "test",
      version: "1.0.0",
      table: testProviderTable,
      resources: [bucket],
      configure: () => buckets,
    },
    { log: new RecordingLogger() },
  );
  const terraform = new TerraformModel(server, "test_bucket");
  await terraform.configure();
  const quiet = { diagnostics: [], complaints: [] };

  expect(await terraform.apply({ name: "a" })).toEqual({ ...quiet, action: "create" });
  expect(await terraform.apply({ name: "a" })).toEqual({ ...quiet, action: "none" });
  expect(await terraform.apply({ name: "a", tier: "cold" })).toEqual({ ...quiet, action: "update" });
  expect([...buckets.tiers]).toEqual([["a", "cold"]]);
  expect(await terraform.apply({ name: "b", tier: "cold" })).toEqual({ ...quiet, action: "replace" });
  buckets.tiers.clear();
  expect(await terraform.apply({ name: "b", tier: "cold" })).toEqual({ ...quiet, action: "create" });
  terraform.state = null;
  expect(await terraform.import("b")).toEqual({ ...quiet, action: null });
  expect(await terraform.apply({ name: "b", tier: "cold" })).toEqual({ ...quiet, action: "none" });
  expect(await terraform.destroy()).toEqual({ ...quiet, action: "delete" });
  expect(buckets.tiers.size).toBe(0);
});
