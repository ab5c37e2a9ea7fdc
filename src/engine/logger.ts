export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

/** Where an operation writes what a maintainer may want to see. Fields must not hold secrets. */
export interface Logger {
  /** Whether lines of this level are written at all. Default: they are. */
  wants?(level: LogLevel): boolean;
  log(
    level: LogLevel,
    message: string,
    fields?: { readonly [name: string]: string | number | boolean },
  ): void;
}
