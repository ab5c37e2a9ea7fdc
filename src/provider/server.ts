import { systemClock } from "../domain/system-clock.js";
import { createProviderServer } from "../engine/index.js";
import type { Logger } from "../engine/logger.js";
import type { ProviderServer } from "../engine/provider-server.js";
import { ThisProcess } from "../wiring/index.js";
import { latchkey } from "./provider.js";
import { startIsOver } from "./start-is-over.js";

/** The provider as Terraform starts it, with the environment of this process. */
export function latchkeyServer(runtime: {
  readonly log: Logger;
  /** When the process began, or the connection where one process serves many. */
  readonly startedAt: Date;
}): ProviderServer {
  startIsOver();
  return createProviderServer(
    latchkey(process.env, systemClock, new ThisProcess(systemClock, runtime.startedAt)),
    runtime,
  );
}
