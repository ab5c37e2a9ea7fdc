import type { Clock } from "../domain/clock.js";
import type { Gateway } from "../gateway/index.js";
import { createClients, NOTHING_SAID, type Said, settingsFrom } from "../wiring/index.js";
import { asApplicationsFault } from "./application-advice.js";
import type { SecretsGateway } from "./secrets-options.js";

const SILENT = { log: () => {} };

/** The gateway's client, as an application's options and the environment want it. */
export function gatewayFor(options: SecretsGateway, env: NodeJS.ProcessEnv, clock: Clock): Gateway {
  try {
    return createClients(settingsFrom(saidBy(options), env), clock, SILENT).gateway;
  } catch (error) {
    throw asApplicationsFault(error);
  }
}

/** The same in the words of the provider block; what is left out is not said. */
function saidBy({ aws, ...options }: SecretsGateway): Said {
  const nothing = { region: null, profile: null, assume_role_arn: null, assume_role_external_id: null };
  const said = { ...NOTHING_SAID, ...inSnakeCase(options) };
  if (!aws) return said;
  return {
    ...said,
    aws: {
      ...nothing,
      iam_endpoint: null,
      sts_endpoint: null,
      secrets_manager_endpoint: null,
      ...inSnakeCase(aws),
    },
  };
}

function inSnakeCase(options: object): object {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
}
