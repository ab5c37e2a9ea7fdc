import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { createDeployerAws, type DeployerAws } from "../aws/index.js";
import type { Clock } from "../domain/clock.js";
import { createGateway, type Gateway, type GatewaySurroundings, signedCloudId } from "../gateway/index.js";
import type { Log } from "./log.js";
import type { Settings } from "./settings.js";
import { ThisProcess } from "./this-process.js";

/** What everything outside works with. Nothing is loaded, logged in or called before it is needed. */
export interface Clients {
  /** The read throws GATEWAY_URL_MISSING or GATEWAY_LOGIN_MISSING where the settings are without one. */
  readonly gateway: Gateway;
  readonly aws: DeployerAws;
  readonly clock: Clock;
  readonly settings: Settings;
  /** What the objects that are made with these clients are marked with while they are being made. */
  readonly thisProcess: ThisProcess;
  readonly self: Self;
}

/** This process, as it names itself to others that work on the same targets. */
export interface Self {
  readonly process: string;
  readonly host: string;
  /** Pieces of its work that are going on. */
  readonly atWork: Set<number>;
}

/** Makes the clients, and has their log go where the caller says. */
export function createClients(
  settings: Settings,
  clock: Clock,
  log: Log,
  thisProcess = new ThisProcess(clock),
): Clients {
  const aws = createDeployerAws(settings.aws, (message) => log.log("warn", message));
  const surroundings: GatewaySurroundings = {
    clock,
    note: (message) => log.log("debug", message),
    progress: (message) => log.log("info", message),
    cloudId: async () => signedCloudId({ ...(await aws.sts.signer()), now: () => clock.now() }),
    awsArn: async () => (await aws.sts.callerIdentity()).arn,
  };
  const self = { process: randomUUID(), host: hostname(), atWork: new Set<number>() };
  let gateway: Gateway | undefined;
  return {
    get gateway() {
      gateway ??= createGateway(settings.gateway, surroundings);
      return gateway;
    },
    aws,
    clock,
    settings,
    self,
    thisProcess,
  };
}
