/**
 * Answers that were there before the process: those which the provider's tables alone give, by the method's name, such
 * as `GetProviderSchema`. They are given without loading the provider.
 */
export interface ReadyAnswers {
  readonly [method: string]: () => Uint8Array;
}
