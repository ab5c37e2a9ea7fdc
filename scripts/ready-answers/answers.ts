import { rpcs } from "../../src/protocol/rpc/index.js";
import { Schemas } from "../../src/protocol/rpc/schemas.js";
import { latchkeyServer } from "../../src/provider/server.js";

/** What the provider's tables alone answer. */
const METHODS = ["GetMetadata", "GetProviderSchema", "GetResourceIdentitySchemas", "GetFunctions"];

/**
 * The answers to these methods, by name.
 *
 * @throws Fault DEFINITION_FLAWED, which a running provider would tell instead
 */
export async function answersFromTables(): Promise<ReadonlyMap<string, Uint8Array>> {
  const log = { log: () => {} };
  const server = latchkeyServer({ log, startedAt: new Date(0) });
  const context = { server, schemas: new Schemas(server), log };
  const answers = rpcs.filter(({ name }) => METHODS.includes(name));
  return new Map(
    await Promise.all(answers.map(async ({ name, serve }) => [name, await serve(context, {})] as const)),
  );
}
