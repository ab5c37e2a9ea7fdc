/**
 * What a producer's own code throws when a client has asked for what it does not give. The client is shown the message,
 * unless it repeats the payload.
 */
export class RefusedInput extends Error {
  override readonly name = "RefusedInput";
}

/** What `revoke` of a producer may throw where the credential is gone already: it counts as revoked. */
export class AlreadyGone extends Error {
  override readonly name = "AlreadyGone";
}
