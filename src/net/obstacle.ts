import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";

/**
 * Why there is no way to the other side. Nothing of the request has left this machine then, so that nothing can have
 * been done. Its texts hold names and codes only: never the login of a proxy, never anything of the request.
 */
export interface Obstacle {
  /** Undefined: the code by which the caller says that its system cannot be reached. */
  readonly code?: FaultCode;
  /** Such as `the proxy proxy.example.com:3128 refuses the way to iam.amazonaws.com:443 (407)`. */
  readonly seen: string;
  readonly advice: string;
  /** Whether a later attempt may not meet it. */
  readonly passing: boolean;
  /** How long the proxy that refused asks to wait, in milliseconds. */
  readonly hintMs?: number;
}

const OBSTACLE = Symbol.for("latchkey/obstacle");
/** Errors of libraries wrap errors of the network; deeper than this none does. */
const DEEPEST = 5;

/** Lets an error tell the obstacle. What copies the error copies that, too. */
export function explained<E extends object>(error: E, obstacle: Obstacle): E {
  // The name of the property by which the AWS SDK is told that it may repeat the request.
  return Object.assign(error, {
    [OBSTACLE]: obstacle,
    ...(obstacle.passing && { $retryable: { throttling: false } }),
  });
}

/** A new error for it. */
export function hindered(obstacle: Obstacle): Error {
  const error = explained(new Error(obstacle.seen), obstacle);
  return Object.assign(error, { code: "ERR_NO_WAY" });
}

/** The obstacle that an error tells of, or one that it was made from. */
export function obstacleOf(error: unknown): Obstacle | undefined {
  let at = error;
  for (let depth = 0; depth < DEEPEST && typeof at === "object" && at !== null; depth++) {
    const obstacle = (at as { readonly [OBSTACLE]?: Obstacle })[OBSTACLE];
    if (obstacle) return obstacle;
    at = (at as { readonly cause?: unknown }).cause;
  }
  return undefined;
}

/** The fault of work that an obstacle has ended. */
export function obstacleFault(
  { code, seen, advice }: Obstacle,
  {
    doing,
    state,
    otherwise,
  }: { readonly doing: string; readonly state: string; readonly otherwise: FaultCode },
): Fault {
  return new Fault(code ?? otherwise, { doing, seen, state, advice });
}
