/** The first four signs of a key id; the source of a pattern. */
export const KEY_ID_PREFIX = "A(?:[KSB]IA|CCA)";

/**
 * `AKIA…` lives until it is deleted, `ASIA…` for hours; `ABIA…` is a bearer token of a service, `ACCA…` a credential for
 * one service only. The source of a pattern, which does not say what may stand beside it.
 */
export const KEY_ID = `${KEY_ID_PREFIX}[A-Z0-9]{16}`;
