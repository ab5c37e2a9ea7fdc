import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import type { SecretText } from "../../domain/secret-text.js";
import { Fault } from "../../errors/fault.js";
import type { Gateway, GatewayCallOptions } from "../../gateway/index.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import { isNewVersion } from "../../types/mechanism/new-version.js";
import { createFields } from "../../types/mechanism/requests.js";
import { NEW_VALUE, staticSecret as type } from "../../types/static-secret.js";
import { isUnknown, type PlanOf } from "../../vocabulary/index.js";
import { gatewayResource } from "../gateway-type/resource.js";
import { foreseeNewValue } from "../static-secret/foresee-new-value.js";
import { mayBeGenerated, newValue } from "../static-secret/generated-value.js";
import { replaceValue } from "../static-secret/replace-value.js";
import { isSameValue } from "../static-secret/same-value.js";

/** What is said with a value, so that a change of it makes a new version. */
const WITH_VALUE = ["username", "inject_url", "protection_key"] as const;

/**
 * `latchkey_static_secret`: a secret that is kept as it is. Its value is written, over no version that this resource has
 * not seen, and read only to tell whether a value that is there is its own, or to say it again with another user name.
 */
export const staticSecretResource = gatewayResource(type, {
  plan({ prior, planned, recompute, warn }) {
    if (prior === null) return;
    const version = planned("value_wo_version");
    const generate = planned("generate");
    const isKept = version !== null && version === prior.value_wo_version;
    if (isKept && !isUnknown(generate) && generate !== null && prior.generate === null) {
      warn(
        "Nothing generated, the value stays",
        `value_wo_version is ${version}, as it was, so that the secret keeps the value that it has. Raise it to have one generated.`,
        "generate",
      );
    }
    const isNew = isUnknown(version) || isNewVersion(version, prior.value_wo_version);
    if (!isNew && WITH_VALUE.every((name) => isSame(planned(name), prior[name]))) return;
    recompute("version");
    recompute("written_version");
  },

  foreseeUpdate: foreseeNewValue,

  secretsOfNew({ plan, secrets }) {
    if (!plan.generate) return secrets;
    return {
      ...secrets,
      [plan.type === "password" ? "password_wo" : "value_wo"]: newValue(plan as WithGenerate),
    };
  },

  async holdsSameSecret({ plan, secrets, client }, options) {
    if (plan.generate) return holdsGenerated(client.gateway, plan as WithGenerate, secrets, options);
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

type Plan = PlanOf<(typeof type)["table"]["attributes"]>;
type WithGenerate = Plan & { readonly generate: NonNullable<Plan["generate"]> };

/**
 * Whether a killed create has left a value that may be its own. Every create sends one, so that where it may not be read
 * it is taken for that: a second one would help no application.
 */
async function holdsGenerated(
  { staticSecrets }: Gateway,
  { name, type: kind, generate }: WithGenerate,
  { custom_fields_wo: customFields }: { readonly custom_fields_wo: SecretText | null },
  options: GatewayCallOptions,
): Promise<boolean> {
  try {
    const generated = { type: kind, generate, customFields };
    return await staticSecrets.fits(name, (held) => mayBeGenerated(generated, held), options);
  } catch (error) {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return true;
    throw error;
  }
}

/** Sets have no order. */
function isSame(planned: unknown, prior: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  return !isUnknown(planned) && text(planned) === text(prior);
}
