import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import type { SecretText } from "../../domain/secret-text.js";
import { Fault } from "../../errors/fault.js";
import type { Gateway, GatewayCallOptions } from "../../gateway/index.js";
import { authMethodApiKey as type } from "../../types/auth-method-api-key.js";
import { isNewVersion } from "../../types/mechanism/new-version.js";
import { gatewayResource } from "../gateway-type/resource.js";
import type { FoundObject } from "../gateway-type/shelf.js";

/** A static secret and the auth method whose key it keeps. */
interface Keeping {
  readonly path: string;
  readonly method: FoundObject;
}

/**
 * `latchkey_auth_method_api_key`: has its key written to a static secret, in the same breath in which the gateway makes
 * it. The secret bears the auth method's access id as a tag, by which it is known whose it is.
 */
export const authMethodApiKeyResource = gatewayResource(type, {
  async before({ plan, prior, client: { gateway }, signal }) {
    if (prior || plan.key_secret === null || !(await gateway.staticSecrets.find(plan.key_secret, { signal })))
      return;
    const method = await gateway.objects.find(
      { command: type.commands.read, doing: "looking for auth method", name: plan.name },
      { signal },
    );
    // Of an auth method that is there already, the look at its secret tells.
    if (!method) throw isAnothers(plan.key_secret);
  },

  async after({ plan, prior, client: { gateway }, signal }, method) {
    const { key_secret: path } = plan;
    const former = prior?.key_secret ?? null;
    if (path !== null) {
      const isNew = isNewVersion(plan.key_version, prior?.key_version ?? null);
      await keepKey(gateway, { path, method }, isNew, { signal });
    }
    const isLeft = former !== null && (path === null || !isSamePath(former, path));
    if (isLeft) await removeKey(gateway, { path: former, method }, { signal });
  },

  async beside({ state, client: { gateway }, signal }, method) {
    const { key_secret: path } = state;
    if (path === null || (await isKept(gateway, { path, method }, { signal }))) return {};
    return { key_secret: null };
  },

  async beforeDelete({ state, client: { gateway }, signal }, method) {
    if (state.key_secret !== null) await removeKey(gateway, { path: state.key_secret, method }, { signal });
  },
});

/** Writes a key to the secret, where it has none or is to have a new one. */
async function keepKey(
  gateway: Gateway,
  keeping: Keeping,
  isNew: boolean,
  options: GatewayCallOptions,
): Promise<void> {
  const { path, method } = keeping;
  const isThere = await isKept(gateway, keeping, options);
  if (isThere && !isNew) return;
  if (isThere === undefined) throw isAnothers(path);
  const key = await gateway.clientKeys.reset(method.name, options);
  if (isThere) return gateway.staticSecrets.updateValue(path, "text", key, options);
  await makeSecret(gateway, keeping, key, options);
}

async function makeSecret(
  gateway: Gateway,
  keeping: Keeping,
  key: SecretText,
  options: GatewayCallOptions,
): Promise<void> {
  const shape = {
    ...{ name: keeping.path, format: "text", tags: [tagOf(keeping)] },
    description: "The access key of an auth method; its tag names the access id.",
  };
  try {
    await gateway.staticSecrets.create(shape, key, options);
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_REPLY_LOST") || !(await isKept(gateway, keeping, {}))) throw error;
  }
}

/** Whether the secret is there and keeps the key of this auth method; undefined where it is another one's. */
async function isKept(
  gateway: Gateway,
  keeping: Keeping,
  options: GatewayCallOptions,
): Promise<boolean | undefined> {
  const found = await gateway.staticSecrets.find(keeping.path, options);
  if (!found) return false;
  return found.tags.includes(tagOf(keeping)) ? true : undefined;
}

async function removeKey(gateway: Gateway, keeping: Keeping, options: GatewayCallOptions): Promise<void> {
  if (await isKept(gateway, keeping, options)) await gateway.staticSecrets.remove(keeping.path, options);
}

function tagOf({ method }: Keeping): string {
  const reading = method.readings.access_id;
  return `latchkey-key-of-${reading?.is === "told" ? reading.value : method.id}`;
}

const isSamePath = (one: string, other: string) =>
  normalizedGatewayPath(one) === normalizedGatewayPath(other);

function isAnothers(path: string): Fault {
  return new Fault("GATEWAY_OBJECT_EXISTS", {
    doing: `writing an access key to ${JSON.stringify(normalizedGatewayPath(path))}`,
    seen: "a secret is there already, and nothing says that it keeps the key of this auth method",
    state: "The secret was left alone.",
    attribute: "key_secret",
    advice: "Give key_secret a path of its own, or delete the secret in the gateway.",
  });
}
