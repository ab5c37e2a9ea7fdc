/** A request, whoever has carried it here. */
export interface WebhookRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** A header by its name in small letters. */
  header(name: string): string | undefined;
  /** The body, of at most so many bytes; undefined where the caller hung up before its end. */
  body(most: number): Promise<Uint8Array | "too long" | undefined>;
  /** Aborted when the caller has hung up. */
  readonly hungUp?: AbortSignal;
  /** Milliseconds after which the host of this code ends it. */
  readonly timeLeftMs?: number;
}

/** An answer, to be carried back. */
export interface WebhookAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** To be called where the answer did not reach the caller: ends what it tells of. */
  readonly undelivered?: () => void;
}
