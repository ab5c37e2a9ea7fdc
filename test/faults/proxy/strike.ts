/** An answer that a system never gave. */
export interface FakeReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What becomes of one call on its way. Everything that is left out is as it would be anyway. */
export interface Strike {
  /** Done before the call goes on; it waits for that. */
  readonly before?: () => Promise<void> | void;
  /** Whether the system gets the call. */
  readonly forward: boolean;
  /** Done when the system has answered (or, without forwarding, at once), before the caller hears of it. */
  readonly after?: () => Promise<void> | void;
  /**
   * What the caller gets: the system's own answer, another one, a connection that ends, one that is reset, or nothing
   * until it gives up.
   */
  readonly reply: "the answer" | "the end" | "a reset" | "nothing" | FakeReply;
}
