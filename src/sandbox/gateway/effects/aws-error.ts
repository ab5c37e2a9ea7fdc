/** The code by which AWS names an error, such as `LimitExceeded`; the SDK's suffix `Exception` is dropped. */
export function awsErrorCode(error: unknown): string {
  if (typeof error !== "object" || error === null) return "Unknown";
  const { Code, name } = error as { Code?: unknown; name?: unknown };
  return String(Code ?? name ?? "Unknown").replace(/Exception$/, "");
}

/** Whether AWS answered at all; without an answer the caller does not know whether the call was carried out. */
export function awsAnswered(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } })?.$metadata?.httpStatusCode;
  return status !== undefined && status < 500;
}

/**
 * What AWS said, for messages. The text of a signature error quotes the request that was signed, which may hold a
 * session token, so only its code is told.
 */
export function awsSaid(error: unknown): string {
  const code = awsErrorCode(error);
  const message = error instanceof Error ? error.message : "";
  return code === "SignatureDoesNotMatch" || message === "" ? code : `${code}: ${message}`;
}

/** Whether the error is what a key that is still spreading through AWS gets. */
export function maySpreadStill(error: unknown): boolean {
  return awsErrorCode(error) === "InvalidClientTokenId";
}
