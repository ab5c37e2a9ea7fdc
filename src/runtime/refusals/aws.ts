import { anyCause } from "./refusal.js";

/** By which AWS's services say that they do not take the key, the session or the signature. AccessDenied is a right that lacks. */
const NAMES: ReadonlySet<unknown> = new Set([
  "AuthFailure",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "InvalidToken",
  "SignatureDoesNotMatch",
  "TokenRefreshRequired",
  "UnrecognizedClientException",
]);

/** AWS has refused the credentials: by the `name` of the SDK v3, or the `code` of the SDK v2. */
export function isAwsRefusal(error: unknown): boolean {
  return anyCause(error, ({ name, code, Code }) => [name, code, Code].some((word) => NAMES.has(word)));
}
