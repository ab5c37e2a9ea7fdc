import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import { isNewVersion } from "../../types/mechanism/new-version.js";
import { createFields } from "../../types/mechanism/requests.js";
import { NEW_VALUE, staticSecret as type } from "../../types/static-secret.js";
import { isUnknown } from "../../vocabulary/index.js";
import { gatewayResource } from "../gateway-type/resource.js";
import { replaceValue } from "../static-secret/replace-value.js";
import { isSameValue } from "../static-secret/same-value.js";

/** What is said with a value, so that a change of it makes a new version. */
const WITH_VALUE = ["username", "inject_url", "protection_key"] as const;

/**
 * `latchkey_static_secret`: a secret that is kept as it is. Its value is written, over no version that this resource has
 * not seen, and read only to tell whether a value that is there is its own, or to say it again with another user name.
 */
export const staticSecretResource = gatewayResource(type, {
  plan({ prior, planned, recompute }) {
    if (prior === null) return;
    const version = planned("value_wo_version");
    const isNew = isUnknown(version) || isNewVersion(version, prior.value_wo_version);
    if (!isNew && WITH_VALUE.every((name) => isSame(planned(name), prior[name]))) return;
    recompute("version");
    recompute("written_version");
  },

  async holdsSameSecret({ plan, secrets, client }, options) {
    const fields = createFields(type as unknown as GatewayType, { ...plan, ...secrets });
    const path = normalizedGatewayPath(plan.name);
    return client.gateway.staticSecrets.fits(path, (held) => isSameValue(fields, held), options);
  },

  async send(context, request, found) {
    return request.command === NEW_VALUE ? replaceValue(context, request, found) : undefined;
  },

  async beside({ state }) {
    return state.written_version === null ? {} : { written_version: state.written_version };
  },
});

/** Sets have no order. */
function isSame(planned: unknown, prior: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  return !isUnknown(planned) && text(planned) === text(prior);
}
