import { createSecrets } from "./create-secrets.js";
import type { Secret } from "./secret.js";
import type { SecretRetryOptions, Secrets } from "./secrets.js";

let shared: Secrets | undefined;

/**
 * The one client of this process that is made from the environment, when it is first asked for. The functions of this
 * module use it which are given no other.
 *
 * @throws Fault about the gateway's URL and login, where the environment does not name them
 */
export function sharedSecrets(): Secrets {
  shared ??= createSecrets();
  return shared;
}

/** `Secrets.withSecret` of the shared client. */
export async function withSecret<T>(
  path: string,
  use: (secret: Secret) => Promise<T> | T,
  options?: SecretRetryOptions,
): Promise<T> {
  return sharedSecrets().withSecret(path, use, options);
}
