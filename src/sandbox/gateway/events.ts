import type { SandboxClock } from "../sandbox-clock.js";
import type { GatewayEvent } from "./sandbox-gateway.js";

/** What the gateway did, in order. */
export class Events {
  readonly #events: GatewayEvent[] = [];
  readonly #clock: SandboxClock;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  add(
    kind: GatewayEvent["kind"],
    name: string,
    keys: Pick<GatewayEvent, "from" | "to" | "keptUntil"> = {},
  ): void {
    this.#events.push({ at: this.#clock.now(), kind, name, ...keys });
  }

  /** Puts what was done before this process in front. */
  restore(events: readonly GatewayEvent[]): void {
    this.#events.unshift(...events);
  }

  all(): readonly GatewayEvent[] {
    return [...this.#events];
  }
}
