import { createHash } from "node:crypto";
import type { Command, CommandCall } from "../command.js";
import type { K8sConfig } from "../records/k8s-config.js";
import { alreadyExists, notFound } from "../refusal.js";

const NOUN = "Kubernetes auth config";

/** The configuration that a request names, for a caller who may do everything. */
function found(call: CommandCall): K8sConfig {
  const name = call.fields.path();
  call.world.access.requireAdmin(call.caller, NOUN, name);
  const config = call.world.store.k8sConfigs.byName(name);
  if (!config) throw notFound(call.asker, NOUN, name);
  return config;
}

function settings({ fields, world }: CommandCall): Omit<K8sConfig, "id" | "name"> {
  const reviewer = fields.text("token-reviewer-jwt");
  return {
    accessId: fields.required("access-id"),
    signingKey: world.secrets.keep(fields.required("signing-key")),
    host: fields.required("k8s-host"),
    reviewerToken: reviewer === undefined ? null : world.secrets.keep(reviewer),
  };
}

/** What a change is answered with; the gateway's own hash of its configuration is not known, and is one of ours. */
function changed({ world }: CommandCall): Record<string, unknown> {
  const names = world.store.k8sConfigs.all().map(({ name }) => name);
  const total_hash = createHash("sha256").update(JSON.stringify(names)).digest("hex");
  return { cluster_id: world.accountId, total_hash };
}

const create: Command = {
  names: ["gateway-create-k8s-auth-config"],
  write: true,
  run(call) {
    const name = call.fields.path();
    const { store, access } = call.world;
    access.requireAdmin(call.caller, NOUN, name);
    if (store.k8sConfigs.byName(name)) throw alreadyExists(NOUN, name);
    store.k8sConfigs.add({ id: store.nextId(), name, ...settings(call) });
    return changed(call);
  },
};

const update: Command = {
  names: ["gateway-update-k8s-auth-config"],
  write: true,
  run(call) {
    Object.assign(found(call), settings(call));
    return changed(call);
  },
};

const get: Command = {
  names: ["gateway-get-k8s-auth-config"],
  write: false,
  run(call) {
    const config = found(call);
    return {
      name: config.name,
      id: String(config.id),
      auth_method_access_id: config.accessId,
      auth_method_prv_key_pem: config.signingKey.reveal(),
      k8s_host: config.host,
      k8s_token_reviewer_jwt: config.reviewerToken?.reveal() ?? "",
      k8s_auth_type: "token",
      cluster_api_type: "native_k8s",
    };
  },
};

const remove: Command = {
  names: ["gateway-delete-k8s-auth-config"],
  write: true,
  run(call) {
    call.world.store.k8sConfigs.remove(found(call));
    return changed(call);
  },
};

export const k8sConfigCommands = [create, update, get, remove];
