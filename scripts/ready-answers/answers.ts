import { decode } from "../../src/protocol/messages/codec.js";
import { type Method, Provider } from "../../src/protocol/messages/services.js";
import { rpcs } from "../../src/protocol/rpc/index.js";
import { Schemas } from "../../src/protocol/rpc/schemas.js";
import { latchkeyServer } from "../../src/provider/server.js";

/** What the provider's tables alone answer. */
const METHODS = ["GetMetadata", "GetProviderSchema", "GetResourceIdentitySchemas", "GetFunctions"];

interface Told {
  readonly summary?: string;
  readonly detail?: string;
}

/**
 * The answers to these methods, by name.
 *
 * @throws Fault DEFINITION_FLAWED, or what a running provider would answer instead
 */
export async function answersFromTables(): Promise<ReadonlyMap<string, Uint8Array>> {
  const log = { log: () => {} };
  const server = latchkeyServer({ log, startedAt: new Date(0) });
  const context = { server, schemas: new Schemas(server), log };
  const methods = Object.values<Method>(Provider.method).filter(({ name }) => METHODS.includes(name));
  return new Map(
    await Promise.all(
      methods.map(async ({ name, output }) => {
        const bytes = await rpcs.find((rpc) => rpc.name === name)?.serve(context, {});
        if (bytes === undefined) throw new Error(`${name} is not served`);
        const { diagnostics } = decode(output, bytes) as unknown as { readonly diagnostics: readonly Told[] };
        const [{ summary, detail } = {}] = diagnostics;
        if (summary !== undefined) throw new Error(`${name} answers: ${summary}. ${detail}`);
        return [name, bytes] as const;
      }),
    ),
  );
}
