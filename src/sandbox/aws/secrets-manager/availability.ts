import { AwsError } from "../errors.js";
import type { StoredSecret } from "./secret.js";

/** The secret, if it is not marked for deletion. @throws AwsError InvalidRequestException. */
export function available(secret: StoredSecret): StoredSecret {
  if (!secret.deletionAt) return secret;
  throw new AwsError(
    "InvalidRequestException",
    "You can\u2019t perform this operation on the secret because it was marked for deletion.",
  );
}
