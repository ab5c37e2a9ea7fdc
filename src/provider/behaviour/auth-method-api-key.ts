import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { Fault } from "../../errors/fault.js";
import type { Gateway } from "../../gateway/index.js";
import { authMethodApiKey as type } from "../../types/auth-method-api-key.js";
import { isNewVersion } from "../../types/mechanism/new-version.js";
import { isUnknown } from "../../vocabulary/index.js";
import { ClientKeySecret, secretOfAnother } from "../client-key-secret.js";
import { gatewayResource } from "../gateway-type/resource.js";
import type { FoundObject } from "../gateway-type/shelf.js";

/**
 * `latchkey_auth_method_api_key`: has its key written to a static secret, in the same breath in which the gateway makes
 * it. The secret bears the auth method's access id as a tag, by which it is known whose it is.
 */
export const authMethodApiKeyResource = gatewayResource(type, {
  async foreseeUpdate({ prior, planned, client: { gateway }, signal, log, warn }) {
    const path = planned("key_secret");
    if (prior.key_secret !== null || path === null) return;
    if (!isUnknown(path) && prior.access_id !== null) {
      try {
        if (await new ClientKeySecret(gateway, path, prior.access_id).isKept({ signal })) return;
      } catch (error) {
        if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
        log.log("warn", `key_secret not looked at while planning: ${error.details.seen}`);
      }
    }
    warn(
      "Key in use ends",
      `Auth method ${JSON.stringify(prior.name)} gets a new key, which is written to key_secret. The key by which its clients log in now ends at that moment.`,
    );
  },

  async before({ plan, prior, client: { gateway }, signal }) {
    if (prior || plan.key_secret === null || !(await gateway.staticSecrets.find(plan.key_secret, { signal })))
      return;
    const method = await gateway.objects.find(
      { command: type.commands.read, doing: "looking for auth method", name: plan.name },
      { signal },
    );
    // Of an auth method that is there already, the look at its secret tells.
    if (!method) throw secretOfAnother(plan.key_secret);
  },

  async after({ plan, prior, client: { gateway }, signal }, method) {
    const { key_secret: path } = plan;
    const former = prior?.key_secret ?? null;
    if (path !== null) {
      const isNew = isNewVersion(plan.key_version, prior?.key_version ?? null);
      await secretOf(gateway, path, method).keep(method.name, isNew, { signal });
    }
    const isLeft = former !== null && (path === null || !isSamePath(former, path));
    if (isLeft) await secretOf(gateway, former, method).remove({ signal });
  },

  async beside({ state, client: { gateway }, signal }, method) {
    const { key_secret: path } = state;
    if (path === null || (await secretOf(gateway, path, method).isKept({ signal }))) return {};
    return { key_secret: null };
  },

  async beforeDelete({ state, client: { gateway }, signal }, method) {
    if (state.key_secret !== null) await secretOf(gateway, state.key_secret, method).remove({ signal });
  },
});

function secretOf(gateway: Gateway, path: string, method: FoundObject): ClientKeySecret {
  const reading = method.readings.access_id;
  return new ClientKeySecret(
    gateway,
    path,
    String(reading?.is === "told" && reading.value ? reading.value : method.id),
  );
}

const isSamePath = (one: string, other: string) =>
  normalizedGatewayPath(one) === normalizedGatewayPath(other);
