/** Where the clients and the seed's life write what happens. Key ids are masked, secrets never appear. */
export interface Log {
  log(level: "debug" | "info" | "warn", message: string): void;
}
