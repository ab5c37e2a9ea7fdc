import type { Socket } from "node:net";
import type { Clock } from "../../domain/clock.js";

/** How long to wait for the first connection, in milliseconds: as long as Terraform waits for the handshake. */
const PATIENCE_MS = 60_000;
/** How long to go on without any connection: Terraform is gone, and nothing else will end this process. */
const AFTERLIFE_MS = 2_000;

/** Ends a process that Terraform does not need: one that it never connected to, and one that it has left. */
export class Lifetime {
  readonly #clock: Clock;
  readonly #expire: () => void;
  #connections = 0;
  #countdown: AbortController | undefined;

  constructor(clock: Clock, expire: () => void) {
    this.#clock = clock;
    this.#expire = expire;
    this.#countDown(PATIENCE_MS);
  }

  /** Takes note of a connection that has been let in. */
  connected(connection: Socket): void {
    this.#connections++;
    this.#countdown?.abort();
    connection.once("close", () => {
      this.#connections--;
      if (this.#connections === 0) this.#countDown(AFTERLIFE_MS);
    });
  }

  #countDown(ms: number): void {
    const countdown = new AbortController();
    this.#countdown = countdown;
    this.#clock.sleep(ms, countdown.signal).then(this.#expire, () => {
      // Aborted: Terraform has connected.
    });
  }
}
