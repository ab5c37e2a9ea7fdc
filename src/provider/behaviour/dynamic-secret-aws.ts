import type { OperationContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import { dynamicSecretAws as type } from "../../types/dynamic-secret-aws.js";
import { isUnknown } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { gatewayResource } from "../gateway-type/resource.js";

/** The longest session of a role that is assumed by a role (in seconds); the gateway's own identity is one. */
const LONGEST_CHAINED_SESSION = 3600;

/** `latchkey_dynamic_secret_aws`: mints short-lived AWS credentials. */
export const dynamicSecretAwsResource = gatewayResource(type, {
  async foresee({ planned, ...context }) {
    const { client, signal, log } = context;
    // A gateway that is waited for may be one that this very run deploys: nothing can be asked of it yet.
    if ((client.settings.gateway.waitMs ?? 0) > 0) return;
    const [name, mode, ttl, target] = [
      planned("name"),
      planned("access_mode"),
      planned("ttl_seconds"),
      planned("target"),
    ];
    if (isUnknown(name) || isUnknown(mode) || isUnknown(ttl) || isUnknown(target)) return;
    try {
      await refuseLongChainedSessions({ name, mode, ttl, target }, context);
    } catch (error) {
      if (!Fault.is(error) || error.code === "TTL_OUT_OF_RANGE" || signal.aborted) throw error;
      log.log("warn", `ttl_seconds not checked against the target while planning: ${error.details.seen}`);
    }
  },

  async before({ plan, ...context }) {
    const { name, access_mode: mode, ttl_seconds: ttl, target } = plan;
    await refuseLongChainedSessions({ name, mode, ttl, target }, context);
  },
});

interface Sessions {
  readonly name: string | null;
  readonly mode: string | null;
  readonly ttl: number | null;
  readonly target: string | null;
}

/**
 * Refuses sessions that AWS would: those of roles that the gateway assumes as a role itself. A target that is not there
 * yet may be made by the same run, and is looked at again before anything is written.
 * @throws Fault TTL_OUT_OF_RANGE
 */
async function refuseLongChainedSessions(
  { name, mode, ttl, target }: Sessions,
  { client, signal, log }: Pick<OperationContext<Clients>, "client" | "signal" | "log">,
): Promise<void> {
  if (mode !== "assume_role" || target === null || ttl === null || ttl <= LONGEST_CHAINED_SESSION) return;
  let chained: boolean | undefined;
  try {
    chained = await client.gateway.targets.usesGatewayIdentity(target, { signal });
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
    log.log(
      "warn",
      "not permitted to see whether the target uses the gateway's identity; ttl_seconds unchecked",
    );
  }
  if (!chained) return;
  throw new Fault("TTL_OUT_OF_RANGE", {
    doing: `checking the sessions of dynamic producer ${JSON.stringify(name)}`,
    seen: `ttl_seconds is ${ttl}, and target ${JSON.stringify(target)} uses the gateway's own identity`,
    state: "Nothing was changed.",
    attribute: "ttl_seconds",
  });
}
