import { systemClock } from "../domain/system-clock.js";
import { describeProvider } from "../engine/describe-provider.js";
import type { Logger } from "../engine/logger.js";
import type { ProviderServer } from "../engine/provider-server.js";
import { serverOnDemand } from "../engine/server-on-demand.js";
import {
  actionTables,
  dataTables,
  ephemeralTables,
  formerTables,
  listTables,
  providerTable,
  resourceTables,
} from "../schema/index.js";
import type { Latchkey } from "./provider.js";
import { startIsOver } from "./start-is-over.js";

/** The provider as Terraform starts it, with the environment of this process. */
export function latchkeyServer(runtime: {
  readonly log: Logger;
  /** When the process began, or the connection where one process serves many. */
  readonly startedAt: Date;
}): ProviderServer {
  const tables = {
    name: "latchkey",
    table: providerTable,
    resources: [...resourceTables, ...formerTables],
    actions: actionTables,
    dataSources: dataTables,
    ephemeralResources: ephemeralTables,
    listResources: listTables,
  };
  return serverOnDemand(
    () => describeProvider(tables),
    async () => {
      startIsOver();
      const [{ createProviderServer }, latchkey] = await Promise.all([
        import("../engine/index.js"),
        defined(runtime.startedAt),
      ]);
      return createProviderServer(latchkey, runtime);
    },
  );
}

async function defined(startedAt: Date): Promise<Latchkey> {
  const [{ latchkey }, { ThisProcess }] = await Promise.all([
    import("./provider.js"),
    import("../wiring/index.js"),
  ]);
  return latchkey(process.env, systemClock, new ThisProcess(systemClock, startedAt));
}
