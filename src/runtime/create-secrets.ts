import { backgroundClock } from "../domain/system-clock.js";
import { checkedOptions } from "./checked-options.js";
import { gatewayFor } from "./gateway-client.js";
import { gatewaySource } from "./gateway-source.js";
import { Secrets } from "./secrets.js";
import type { SecretsOptions } from "./secrets-options.js";

/**
 * Makes a client for the secrets of one gateway. Nothing is loaded, logged in or read before the first secret is asked
 * for; what cannot work is refused here.
 *
 * @throws Fault SECRETS_OPTION_REFUSED, or one about the gateway's URL and login
 */
export function createSecrets(options: SecretsOptions = {}): Secrets {
  const clock = options.clock ?? backgroundClock;
  const checked = checkedOptions(options);
  const gateway = gatewayFor(options.gateway ?? {}, options.env ?? process.env, clock);
  return new Secrets(gatewaySource(gateway), clock, checked, options);
}
