import type { Command, CommandCall } from "../command.js";
import { issue, revoke } from "../issuing.js";
import { itemLock } from "../locks.js";
import { DYNAMIC, type DynamicItem, type OutstandingCredential } from "../records/item.js";
import { GatewayRefusal, invalidRequest, notFound } from "../refusal.js";
import { dynamicType } from "../wire/item-type.js";
import { producerReply } from "../wire/producer.js";
import { dropItem } from "./items.js";

/** The arguments of a request: `k=v` pairs, JSON objects, or both. */
function args({ fields }: CommandCall): Record<string, string> {
  return Object.assign({}, ...fields.list("args").map(oneArgument)) as Record<string, string>;
}

function oneArgument(text: string): Record<string, string> {
  if (text.trimStart().startsWith("{")) {
    try {
      return JSON.parse(text) as Record<string, string>;
    } catch {
      throw invalidRequest("args should be key=value pairs or JSON objects");
    }
  }
  const cut = text.indexOf("=");
  if (cut < 1) throw invalidRequest("args should be key=value pairs or JSON objects");
  return { [text.slice(0, cut)]: text.slice(cut + 1) };
}

const getValue: Command = {
  names: ["dynamic-secret-get-value", "get-dynamic-secret-value"],
  write: true,
  run(call) {
    const item = call.itemOf("read", DYNAMIC);
    return call.world.locks.run(itemLock(item.id), () => issue(call.world, item, call.caller, args(call)));
  },
};

const get: Command = {
  names: ["dynamic-secret-get", "gateway-get-producer"],
  write: false,
  run: (call) => producerReply(call.world, call.itemOf("read", DYNAMIC)),
};

async function drop(call: CommandCall): Promise<string> {
  const item = call.itemOf("delete", DYNAMIC);
  await dropItem(call, item);
  return item.name;
}

const remove: Command = {
  names: ["dynamic-secret-delete"],
  write: true,
  run: async (call) => ({ dynamic_secret_name: await drop(call) }),
};

const removeProducer: Command = {
  names: ["gateway-delete-producer"],
  write: true,
  run: async (call) => ({ producer_name: await drop(call) }),
};

const list: Command = {
  names: ["dynamic-secret-list", "gateway-list-producers"],
  write: false,
  run: (call) => ({
    producers: call.world.store.items
      .all()
      .filter((item): item is DynamicItem => (DYNAMIC as readonly string[]).includes(item.kind))
      .filter((item) => call.world.access.allows(call.caller, "list", "item-rule", item.name))
      .map((item) => producerReply(call.world, item)),
    producers_errors: null,
  }),
};

const start: Command = {
  names: ["gateway-start-producer"],
  write: true,
  run(call) {
    call.itemOf("update", DYNAMIC).active = true;
    return {};
  },
};

const stop: Command = {
  names: ["gateway-stop-producer"],
  write: true,
  run(call) {
    call.itemOf("update", DYNAMIC).active = false;
    return {};
  },
};

const tmpCredsGet: Command = {
  // The official JavaScript SDK writes it with a capital letter.
  names: ["dynamic-secret-tmp-creds-get", "dynamic-secret-tmp-creds-Get", "gateway-get-producer-tmp-creds"],
  write: false,
  success: 201,
  run(call) {
    const item = call.itemOf("read", DYNAMIC);
    const now = call.now().getTime();
    return item.issued.map((credential) => ({
      id: credential.id,
      access_id: credential.accessId,
      creation_date: credential.createdAt.toISOString(),
      custom_ttl: Math.max(Math.ceil((credential.expiresAt.getTime() - now) / 60_000), 0),
      dynamic_secret_type: dynamicType(item),
      encrypted_secret: "",
      host: "",
      sub_claims: credential.subClaims,
    }));
  },
};

/** The issued credential that a request names. Its holder may handle it; others must be allowed to update the item. */
function named(call: CommandCall, item: DynamicItem): OutstandingCredential {
  const id = call.fields.required("tmp-creds-id");
  const credential = item.issued.find((candidate) => candidate.id === id);
  if (!credential) throw notFound(call.asker, "temporary credentials", id);
  if (credential.accessId !== call.caller.accessId) {
    call.world.access.require(call.caller, "update", "item-rule", item.name);
  }
  return credential;
}

const tmpCredsUpdate: Command = {
  names: ["dynamic-secret-tmp-creds-update", "gateway-update-producer-tmp-creds"],
  write: true,
  success: 201,
  run(call) {
    const item = call.itemOf("read", DYNAMIC);
    const credential = named(call, item);
    const minutes = call.fields.count("new-ttl-min");
    if (minutes === undefined || minutes < 1) throw invalidRequest("new-ttl-min should be at least 1");
    if (!credential.revocable)
      throw new GatewayRefusal(400, "the lifetime of STS credentials cannot be changed");
    credential.expiresAt = new Date(call.now().getTime() + minutes * 60_000);
    return {};
  },
};

/**
 * Takes issued credentials back. STS credentials only leave the list: AWS honours them until they run out. With
 * `soft-delete` nothing is told to the other side.
 */
const tmpCredsDelete: Command = {
  names: ["dynamic-secret-tmp-creds-delete", "gateway-revoke-producer-tmp-creds"],
  write: true,
  success: 201,
  run(call) {
    const item = call.itemOf("read", DYNAMIC);
    const soft = call.fields.flag("soft-delete") ?? false;
    const all = call.fields.flag("revoke-all") ?? false;
    if (all) call.world.access.require(call.caller, "update", "item-rule", item.name);
    return call.world.locks.run(itemLock(item.id), async () => {
      for (const credential of all ? item.issued : [named(call, item)]) {
        if (soft) item.issued = item.issued.filter((other) => other !== credential);
        else await revoke(call.world, item, credential, "revoked");
      }
      return {};
    });
  },
};

export const dynamicSecretCommands = [
  getValue,
  get,
  remove,
  removeProducer,
  list,
  start,
  stop,
  tmpCredsGet,
  tmpCredsUpdate,
  tmpCredsDelete,
];
