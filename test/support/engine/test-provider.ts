import { type AnyResource, createProviderServer, type ProviderServer } from "../../../src/engine/index.js";
import { attr, table } from "../../../src/vocabulary/index.js";
import { inAnotherYear } from "./another-year.js";
import { RecordingLogger } from "./recording-logger.js";
import { TerraformModel } from "./terraform-model.js";
import { type ThingResource, World } from "./thing.js";

export const testProviderTable = table({
  type: "",
  doc: "A provider for tests.",
  identity: "url",
  attributes: {
    url: attr.optional.string({
      doc: "Where.",
      flaw: (url: string) => (url === "nowhere" ? "should be somewhere" : undefined),
    }),
    token: attr.optional.string({ doc: "A token.", sensitive: true }),
  },
});

/** A provider server with these resources on one world, all types prefixed with `test_`. */
export function testServer(
  resources: readonly AnyResource<World>[],
  world = new World(),
  log = new RecordingLogger(),
): ProviderServer {
  const configure = () => world;
  return createProviderServer(
    { name: "test", version: "1.0.0", table: testProviderTable, resources, configure },
    { log, rerun: inAnotherYear },
  );
}

/** One resource, its world and a Terraform that works on one object of it. */
export async function stage(resource: ThingResource) {
  const [world, log] = [new World(), new RecordingLogger()];
  const server = testServer([resource], world, log);
  const terraform = new TerraformModel(server, `test_${resource.table.type}`);
  await terraform.configure();
  return { world, log, server, terraform };
}
