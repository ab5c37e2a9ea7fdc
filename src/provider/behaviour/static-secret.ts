import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { staticSecret as type } from "../../types/static-secret.js";
import { gatewayResource } from "../gateway-type/resource.js";

/**
 * `latchkey_static_secret`: a secret that is kept as it is. Its value is written, and read only by a create that finds
 * a secret of that name: to tell whether it is its own.
 */
export const staticSecretResource = gatewayResource(type, {
  async holdsSameSecret({ plan, secrets, client }, options) {
    const { value_wo: value } = secrets;
    return (
      value !== null && client.gateway.staticSecrets.holds(normalizedGatewayPath(plan.name), value, options)
    );
  },
});
