import type { ScanProgress } from "../../audit/index.js";
import { pausePolicies, wholePauseMs } from "../../domain/backoff.js";
import type { Clock } from "../../domain/clock.js";
import type { Host } from "../io.js";
import type { CliWorld } from "../world.js";

/** Tells whoever watches a terminal that it goes on: soon at first, then less and less often. */
export class AuditProgress {
  readonly #host: Host;
  readonly #clock: Clock;
  readonly #watched: boolean;
  #said = 0;
  #last: number;

  constructor(host: Host, { clock, stderr }: CliWorld) {
    this.#host = host;
    this.#clock = clock;
    this.#watched = stderr.isTTY === true;
    this.#last = clock.now().getTime();
  }

  readonly scanning = ({ sources, bytes, keys }: ScanProgress): void => {
    this.#say(() => `scanned ${sizeText(bytes)} in ${sources} sources; key ids so far: ${keys}`);
  };

  readonly asking = (done: number, of: number): void => {
    this.#say(() => `asked AWS about ${done} of ${of} keys`);
  };

  #say(line: () => string): void {
    if (!this.#watched) return;
    const now = this.#clock.now().getTime();
    if (now - this.#last < wholePauseMs(pausePolicies.auditProgress, this.#said + 1)) return;
    this.#last = now;
    this.#said += 1;
    this.#host.progress(this.#host.style.dim(line()));
  }
}

/** Bytes for a person: `940 bytes`, `1.2 kB`, `212 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [unit, name] = bytes < 1e6 ? [1e3, "kB"] : [1e6, "MB"];
  const count = bytes / (unit as number);
  return `${count < 10 ? count.toFixed(1) : Math.round(count)} ${name}`;
}
