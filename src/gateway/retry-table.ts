/**
 * What repeating a command would mean:
 * - `read`: nothing, however often
 * - `idempotent`: the same end state (full updates, deletions)
 * - `once`: a second object, key or rotation (creates, rotate now, issuing a credential)
 */
export type CommandKind = "read" | "idempotent" | "once";

/**
 * What can go wrong in a way that a later attempt may not meet:
 * - `rate-limited`: 429, or a 403 that wraps one; the gateway refused before doing anything
 * - `server-error`: 5xx; it cannot be told how far the gateway got
 * - `not-sent`: no connection, so the request never left
 * - `reply-lost`: the connection broke after the request may have been sent
 * - `timeout`: no answer in time, while the gateway may still be working on it
 */
export type Trouble = "rate-limited" | "server-error" | "not-sent" | "reply-lost" | "timeout";

/** `look-it-up`: not repeated; the caller asks the gateway what exists before it does anything else. */
export type Remedy = "retry" | "look-it-up";

/** The whole policy. A `once` command is repeated only where it certainly was not done. */
export const retryTable: { readonly [K in CommandKind]: { readonly [T in Trouble]: Remedy } } = {
  read: {
    "rate-limited": "retry",
    "server-error": "retry",
    "not-sent": "retry",
    "reply-lost": "retry",
    timeout: "retry",
  },
  idempotent: {
    "rate-limited": "retry",
    "server-error": "retry",
    "not-sent": "retry",
    "reply-lost": "retry",
    timeout: "retry",
  },
  once: {
    "rate-limited": "retry",
    "server-error": "look-it-up",
    "not-sent": "retry",
    "reply-lost": "look-it-up",
    timeout: "look-it-up",
  },
};

/** Bounds of one command with all its attempts; its pauses are `pausePolicies.gateway`. */
export const retryLimits = {
  attempts: 5,
  /** No attempt begins later than this after the first; a longer wait hint ends the command instead. */
  totalMs: 180_000,
} as const;
