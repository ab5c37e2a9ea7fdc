import { once } from "node:events";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { agents, type Obstacle, obstacleOf } from "../net/index.js";
import { REGISTRY_HOSTS } from "./provider-address.js";

/** Where a registry says what it can do. */
const DISCOVERY = "/.well-known/terraform.json";
const DEADLINE_MS = 4000;

/** What came instead of a registry's own answer. */
export interface RegistryTrouble {
  readonly seen: string;
  /** Where something is known to stand in the way. */
  readonly obstacle?: Obstacle;
}

/** Whether the public registry on this host, Terraform's or OpenTofu's, can be reached. */
export async function registryReachable(env: NodeJS.ProcessEnv, registry?: string): Promise<boolean> {
  return (await registryTrouble(env, registry)) === undefined;
}

/**
 * Why the public registry on this host cannot be reached, through the proxy of the environment if there is one, or
 * undefined if it can. Anything but the registry's own answer, such as the page of a captive portal, is a reason. Takes 4
 * seconds at most.
 */
export async function registryTrouble(
  env: NodeJS.ProcessEnv,
  registry: string = REGISTRY_HOSTS.Terraform,
): Promise<RegistryTrouble | undefined> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const { httpsAgent } = agents({ keepAlive: false, proxyPatienceMs: DEADLINE_MS - 500, env });
  try {
    const sent = request({ host: registry, path: DISCOVERY, signal, agent: httpsAgent });
    sent.end();
    const [response] = await once(sent, "response", { signal });
    if ("providers.v1" in JSON.parse(await text(response))) return undefined;
  } catch (error) {
    const obstacle = obstacleOf(error);
    return obstacle
      ? { seen: `${registry} cannot be reached: ${obstacle.seen}`, obstacle }
      : { seen: `${registry} does not answer` };
  }
  return { seen: `${registry} does not answer as a registry does` };
}
