import { Fault } from "../errors/fault.js";
import type { Gateway } from "../gateway/index.js";
import { asApplicationsFault } from "./application-advice.js";
import type { SecretKind } from "./secret-kind.js";
import type { SecretSource, SecretWanted, ToldSecret } from "./secret-source.js";

/** What kinds of items are called in the gateway. */
const KINDS: ReadonlyMap<string, SecretKind> = new Map([
  ["STATIC_SECRET", "static"],
  ["ROTATED_SECRET", "rotated"],
  ["DYNAMIC_SECRET", "dynamic"],
]);

/** The secrets of one gateway. */
export function gatewaySource(gateway: Gateway): SecretSource {
  return {
    read: (wanted) => forApplications(read(gateway, wanted)),
    revoke: (path, id) => forApplications(gateway.issuedCredentials.revoke(path, id)),
  };
}

async function read(gateway: Gateway, wanted: SecretWanted): Promise<ToldSecret> {
  const { path, input, afresh, signal } = wanted;
  const { secretValues, issuedCredentials } = gateway;
  const kept = { lifetimeMs: null, credentialId: null };
  const kind = wanted.kind ?? (await kindOf(gateway, wanted));
  switch (kind) {
    case "static":
      return { kind, value: await secretValues.ofStatic(path, { afresh }, { signal }), ...kept };
    case "rotated":
      return { kind, value: (await secretValues.ofRotated(path, { afresh }, { signal })).json, ...kept };
    case "dynamic": {
      const { json, ttlSeconds, id } = await issuedCredentials.issue(path, { args: input ?? {} }, { signal });
      return {
        kind,
        value: json,
        lifetimeMs: ttlSeconds === null ? null : ttlSeconds * 1000,
        credentialId: id,
      };
    }
  }
}

async function kindOf({ items }: Gateway, { path, signal }: SecretWanted): Promise<SecretKind> {
  const told = await items.kindOf(path, { signal });
  const kind = told === undefined ? undefined : KINDS.get(told);
  if (kind) return kind;
  throw new Fault(told === undefined ? "GATEWAY_OBJECT_MISSING" : "GATEWAY_OBJECT_KIND", {
    doing: `reading secret ${JSON.stringify(path)}`,
    seen:
      told === undefined
        ? "the gateway has no such item"
        : `the item is a ${told}, which has no value to read`,
    state: "No value was read.",
  });
}

async function forApplications<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asApplicationsFault(error);
  }
}
