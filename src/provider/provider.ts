import type { Clock } from "../domain/clock.js";
import type { ProviderDefinition } from "../engine/definition.js";
import { providerTable } from "../schema/index.js";
import { type Clients, createClients, settingsAsNeeded, type ThisProcess, VERSION } from "../wiring/index.js";
import { retireSeedKey } from "./actions/retire-seed-key.js";
import { rotateNowAction } from "./actions/rotate-now.js";
import { callerIdentity } from "./data/caller-identity.js";
import { itemsData } from "./data/items.js";
import { authMethodData, itemData, roleData, targetData } from "./data/objects.js";
import { dynamicSecretValue } from "./ephemeral/dynamic-secret.js";
import { rotatedSecretValue } from "./ephemeral/rotated-secret.js";
import { staticSecretValue } from "./ephemeral/static-secret.js";
import { gatewayToken } from "./ephemeral/token.js";
import { gatewayResources } from "./gateway-type/resources.js";
import { gatewayLists } from "./lists/lists.js";
import { needingGateway } from "./needing-gateway.js";
import { tellingOtherKinds } from "./other-kind.js";
import { associateRoleAuthMethod } from "./resources/associate-role-auth-method.js";
import { machineKey } from "./resources/machine-key.js";
import { seedRetirement } from "./resources/seed-retirement.js";
import { targetAws } from "./resources/target-aws.js";

/** The definition of this provider. */
export type Latchkey = ProviderDefinition<(typeof providerTable)["attributes"], Clients>;

/** The provider with this environment and clock. A process begins with it, unless it is told of an older one. */
export function latchkey(env: NodeJS.ProcessEnv, clock: Clock, thisProcess?: ThisProcess): Latchkey {
  return {
    name: "latchkey",
    version: VERSION,
    table: providerTable,
    resources: [
      ...[
        ...[targetAws, ...gatewayResources].map(tellingOtherKinds),
        associateRoleAuthMethod,
        seedRetirement,
      ].map(needingGateway),
      machineKey,
    ],
    actions: [retireSeedKey, rotateNowAction],
    dataSources: [authMethodData, callerIdentity, itemData, itemsData, roleData, targetData],
    ephemeralResources: [dynamicSecretValue, rotatedSecretValue, staticSecretValue, gatewayToken],
    listResources: gatewayLists,
    check: (config) => {
      settingsAsNeeded(config, env);
    },
    configure: (config, { log }) => createClients(settingsAsNeeded(config, env), clock, log, thisProcess),
  };
}
