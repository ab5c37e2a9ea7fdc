import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { PlainWay } from "./plain-way.js";
import { SecureWay } from "./secure-way.js";
import type { WayOptions } from "./way-options.js";

/** What makes a client's connections: `httpAgent` and `httpsAgent` as axios and the AWS SDK take them. */
export interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** Agents that heed the environment's proxies and certificate authorities as Go's HTTP clients do. */
export function agents(options: WayOptions): Agents {
  return { httpAgent: new PlainWay(options), httpsAgent: new SecureWay(options) };
}
