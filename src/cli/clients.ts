import {
  type Clients,
  createClients,
  NOTHING_SAID,
  settingsAsNeeded,
  settingsFrom,
} from "../wiring/index.js";
import type { Host } from "./io.js";
import type { CliWorld } from "./world.js";

/**
 * The gateway and AWS as the environment names them, as the provider does without a provider block. What the clients
 * have to say is progress of the command.
 *
 * @throws Fault for an environment that cannot work; calls nothing
 */
export function clientsByEnvironment(host: Host, { env, clock }: Pick<CliWorld, "env" | "clock">): Clients {
  return createClients(settingsFrom(NOTHING_SAID, env), clock, commandLog(host));
}

/**
 * The same for a command that may need AWS alone: where the environment names no gateway, or no login, that is thrown when
 * the gateway is asked for.
 *
 * @throws Fault for what the environment says and cannot work; calls nothing
 */
export function clientsAsNeeded(host: Host, { env, clock }: Pick<CliWorld, "env" | "clock">): Clients {
  return createClients(settingsAsNeeded(NOTHING_SAID, env), clock, commandLog(host));
}

/** Where clients and the seed's life write what happens, for a command. */
export function commandLog(host: Host) {
  return {
    log: (level: "debug" | "info" | "warn", message: string) => {
      if (level !== "debug") host.progress(level === "warn" ? `Warning: ${message}` : message);
    },
  };
}
