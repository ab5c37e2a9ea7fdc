import type { Obstacle } from "./obstacle.js";
import type { AuthorityBundle } from "./trust.js";

/** How a client goes out. */
export interface WayOptions {
  readonly keepAlive: boolean;
  /** Milliseconds that a proxy has to answer CONNECT; less than what the client itself waits. */
  readonly proxyPatienceMs: number;
  /** Default: the process's own, as it is when a connection is made. */
  readonly env?: NodeJS.ProcessEnv;
  /** Stands in for all authorities but those of NODE_EXTRA_CA_CERTS. */
  readonly bundle?: AuthorityBundle | undefined;
  /** Advice on an unknown authority that only this client heeds. */
  readonly ownRemedy?: string;
  /** Told about each obstacle, for a client whose library may lose the error that tells it. */
  readonly onObstacle?: (obstacle: Obstacle) => void;
}
