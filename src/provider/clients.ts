import { createDeployerAws, type DeployerAws } from "../aws/index.js";
import type { Clock } from "../domain/clock.js";
import type { Logger } from "../engine/logger.js";
import { createGateway, type Gateway, signedCloudId } from "../gateway/index.js";
import type { Settings } from "./configuration.js";

/** What every resource works with. Nothing is loaded, logged in or called before a resource needs it. */
export interface Clients {
  readonly gateway: Gateway;
  readonly aws: DeployerAws;
  readonly clock: Clock;
  readonly settings: Settings;
}

export function createClients(settings: Settings, clock: Clock, log: Logger): Clients {
  const aws = createDeployerAws(settings.aws, (message) => log.log("warn", message));
  const gateway = createGateway(settings.gateway, {
    clock,
    note: (message) => log.log("debug", message),
    cloudId: async () => signedCloudId({ ...(await aws.sts.signer()), now: () => clock.now() }),
  });
  return { gateway, aws, clock, settings };
}
