/** How often something has happened since the client was made. */
export interface SecretsCounters {
  /** Reads that a fresh value in memory has answered. */
  readonly cached: number;
  /** Reads that have waited for the gateway. */
  readonly waited: number;
  /** Reads that were answered with a value whose time was over. */
  readonly stale: number;
  /** Reads that have failed. */
  readonly failed: number;
  /** Values that the gateway has told. */
  readonly fetched: number;
  /** Attempts at that which have failed. */
  readonly fetchFailed: number;
  /** Calls of `withSecret` that the system which the secret is for has refused. */
  readonly refused: number;
  /** Of these, calls that were done once more with another value. */
  readonly retried: number;
}

/** The part of an OpenTelemetry `Meter` that is used; `@opentelemetry/api` is not needed. */
export interface SecretsMeter {
  createObservableCounter(
    name: string,
    options: { readonly description: string; readonly unit: string },
  ): { addCallback(callback: (result: { observe(value: number): void }) => void): void };
}

type CounterName = keyof SecretsCounters;

const DESCRIPTIONS: { readonly [N in CounterName]: readonly [metric: string, description: string] } = {
  cached: ["latchkey.secrets.reads.cached", "Reads that a fresh value in memory has answered"],
  waited: ["latchkey.secrets.reads.waited", "Reads that have waited for the gateway"],
  stale: ["latchkey.secrets.reads.stale", "Reads that were answered with a value whose time was over"],
  failed: ["latchkey.secrets.reads.failed", "Reads that have failed"],
  fetched: ["latchkey.secrets.fetches", "Values that the gateway has told"],
  fetchFailed: ["latchkey.secrets.fetches.failed", "Attempts to read from the gateway that have failed"],
  refused: ["latchkey.secrets.refusals", "Calls that the system which the secret is for has refused"],
  retried: ["latchkey.secrets.retries", "Refused calls that were done once more with another value"],
};

/** Counters that start at zero. */
export function newCounters(): { -readonly [N in CounterName]: number } {
  return { cached: 0, waited: 0, stale: 0, failed: 0, fetched: 0, fetchFailed: 0, refused: 0, retried: 0 };
}

/** Has a meter observe the counters whenever it collects, so that a read costs no more than an addition. */
export function observeCounters(meter: SecretsMeter, counters: SecretsCounters): void {
  for (const name of Object.keys(DESCRIPTIONS) as CounterName[]) {
    const [metric, description] = DESCRIPTIONS[name];
    meter
      .createObservableCounter(metric, { description, unit: "1" })
      .addCallback((result) => result.observe(counters[name]));
  }
}
