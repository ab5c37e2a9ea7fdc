import type { SandboxClock } from "../sandbox-clock.js";
import type { GatewayCallRecord } from "./sandbox-gateway.js";

/** What came in, in the order in which it was answered. Holds no secret: neither bodies nor tokens are kept. */
export class GatewayCallLog {
  readonly #records: GatewayCallRecord[] = [];
  readonly #clock: SandboxClock;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  add(record: Omit<GatewayCallRecord, "number" | "at">): void {
    this.#records.push({ number: this.#records.length + 1, at: this.#clock.now(), ...record });
  }

  all(): readonly GatewayCallRecord[] {
    return [...this.#records];
  }
}
