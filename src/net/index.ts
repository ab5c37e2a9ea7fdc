export { type Agents, agents } from "./agents.js";
export { type Obstacle, obstacleFault, obstacleOf } from "./obstacle.js";
export { namesProxy, proxyFor } from "./proxy.js";
export { proxyAnswer } from "./proxy-answer.js";
export { type AuthorityBundle, refuseUselessBundle } from "./trust.js";
export type { WayOptions } from "./way-options.js";
