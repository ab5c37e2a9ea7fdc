import { Fault } from "../../errors/fault.js";
import { dynamicSecretAws as type } from "../../types/dynamic-secret-aws.js";
import { gatewayResource } from "../gateway-type/resource.js";

/** The longest session of a role that is assumed by a role (in seconds); the gateway's own identity is one. */
const LONGEST_CHAINED_SESSION = 3600;

/** `latchkey_dynamic_secret_aws`: mints short-lived AWS credentials from a target. */
export const dynamicSecretAwsResource = gatewayResource(type, {
  /** Refuses sessions that AWS would. */
  async before({ plan, client, signal, log }) {
    if (plan.access_mode !== "assume_role" || plan.ttl_seconds <= LONGEST_CHAINED_SESSION) return;
    let chained: boolean | undefined;
    try {
      chained = await client.gateway.targets.usesGatewayIdentity(plan.target, { signal });
    } catch (error) {
      if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
      log.log(
        "warn",
        "not permitted to see whether the target uses the gateway's identity; ttl_seconds unchecked",
      );
    }
    if (!chained) return;
    throw new Fault("TTL_OUT_OF_RANGE", {
      doing: `checking the sessions of dynamic producer ${JSON.stringify(plan.name)}`,
      seen: `ttl_seconds is ${plan.ttl_seconds}, and target ${JSON.stringify(plan.target)} uses the gateway's own identity`,
      state: "Nothing was changed.",
      attribute: "ttl_seconds",
    });
  },
});
