import type { Clock } from "../domain/clock.js";
import { systemClock } from "../domain/system-clock.js";
import { Fault } from "../errors/fault.js";
import type { Attributes } from "../vocabulary/index.js";
import { blockFlaws } from "./block-flaws.js";
import { Calls } from "./calls.js";
import { dataSourceServer } from "./data/data-source-server.js";
import type { ProviderDefinition } from "./definition.js";
import { ephemeralServer } from "./ephemeral/ephemeral-server.js";
import { functionServer } from "./function/function-server.js";
import { listServer } from "./list/list-server.js";
import type { Logger } from "./logger.js";
import type { Rerun } from "./plan/plan-hook.js";
import { ProviderRuntime } from "./provider-runtime.js";
import type { ProviderServer } from "./provider-server.js";
import { ProviderSession } from "./provider-session.js";
import { definitionFlaws } from "./table/definition-flaws.js";

/**
 * Makes a definition answer Terraform's calls.
 *
 * @param runtime `rerun`: how a `plan` is run for the second time; tests do so in another year. Default: at once
 * @throws Fault DEFINITION_FLAWED, naming every mistake in the tables and definitions
 */
export function createProviderServer<T extends Attributes, Client>(
  definition: ProviderDefinition<T, Client>,
  runtime: {
    readonly log: Logger;
    /** Says when an ephemeral resource is to be renewed. Default: the machine's. */
    readonly clock?: Clock;
    readonly rerun?: Rerun;
  },
): ProviderServer {
  const flaws = [...definitionFlaws(definition), ...blockFlaws(definition)];
  if (flaws.length > 0) {
    throw new Fault("DEFINITION_FLAWED", {
      doing: `starting the provider ${definition.name}`,
      seen: flaws.join("; "),
      state: "Nothing was started.",
    });
  }
  const { log, clock = systemClock, rerun } = runtime;
  const { name, dataSources, ephemeralResources, functions, listResources } = definition;
  const calls = new Calls(new ProviderSession(definition, log), log);
  return Object.assign(
    new ProviderRuntime(definition, calls, rerun),
    dataSourceServer(name, dataSources, calls),
    ephemeralServer(name, ephemeralResources, calls, clock),
    functionServer(name, functions, calls),
    listServer(name, listResources, calls),
  );
}
