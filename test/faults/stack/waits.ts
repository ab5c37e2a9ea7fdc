/** Waits of the product, in its own seconds. */
export interface Waits {
  readonly keySettleSeconds: number;
  readonly quietPeriodSeconds: number;
  readonly requestTimeoutSeconds: number;
}

/** The waits that the product has by default; the pace of time makes them bearable. */
export const FULL_WAITS: Waits = { keySettleSeconds: 10, quietPeriodSeconds: 15, requestTimeoutSeconds: 60 };
/** Cut to what is enough to see their order. */
export const SHORT_WAITS: Waits = { keySettleSeconds: 1, quietPeriodSeconds: 1, requestTimeoutSeconds: 20 };
