import { Fault } from "../errors/fault.js";
import type { Attributes } from "../vocabulary/index.js";
import type { ProviderDefinition } from "./definition.js";
import type { Logger } from "./logger.js";
import type { Rerun } from "./plan/plan-hook.js";
import { ProviderRuntime } from "./provider-runtime.js";
import type { ProviderServer } from "./provider-server.js";
import { definitionFlaws } from "./table/definition-flaws.js";

/**
 * Makes a definition answer Terraform's calls.
 *
 * @param runtime `rerun`: how a `plan` is run for the second time; tests do so in another year. Default: at once
 * @throws Fault DEFINITION_FLAWED, naming every mistake in the tables and definitions
 */
export function createProviderServer<T extends Attributes, Client>(
  definition: ProviderDefinition<T, Client>,
  runtime: { readonly log: Logger; readonly rerun?: Rerun },
): ProviderServer {
  const flaws = definitionFlaws(definition);
  if (flaws.length > 0) {
    throw new Fault("DEFINITION_FLAWED", {
      doing: `starting the provider ${definition.name}`,
      seen: flaws.join("; "),
      state: "Nothing was started.",
    });
  }
  return new ProviderRuntime(definition, runtime.log, runtime.rerun);
}
