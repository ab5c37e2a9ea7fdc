import type { AnyResource } from "../engine/definition.js";
import type { Gateway } from "../gateway/index.js";
import type { Clients } from "../wiring/index.js";

/**
 * The same type for a provider that may have been told of no gateway: what is missing is named while a change is planned,
 * before anything of the run is begun. Settings that only the apply will know are asked for then.
 */
export function needingGateway(resource: AnyResource<Clients>): AnyResource<Clients> {
  const { planCreate, planUpdate, planDestroy } = resource;
  return {
    ...resource,
    async planCreate(context) {
      gatewayOf(context.client);
      await planCreate?.(context);
    },
    async planUpdate(context) {
      gatewayOf(context.client);
      await planUpdate?.(context);
    },
    async planDestroy(context) {
      gatewayOf(context.client);
      await planDestroy?.(context);
    },
  };
}

/** The gateway. @throws Fault GATEWAY_URL_MISSING or GATEWAY_LOGIN_MISSING where there is none */
export function gatewayOf({ gateway }: Clients): Gateway {
  return gateway;
}
