import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { AnyResource, OperationContext } from "../engine/definition.js";
import { Fault } from "../errors/fault.js";
import type { Gateway, GatewayCallOptions } from "../gateway/index.js";
import type { Clients } from "../wiring/index.js";
import { isImport } from "./is-import.js";
import { importBlockAt } from "./object-exists.js";

type Context = Pick<OperationContext<Clients>, "client" | "signal">;
type State = { readonly [attribute: string]: unknown };

/** A kind of object, the type that may manage it, and what finds out whether it does. */
interface Kind {
  readonly noun: string;
  readonly type: string;
  /** The name that the type had before. */
  readonly formerly?: string;
  readonly find: (gateway: Gateway) => { find(name: string, options: GatewayCallOptions): Promise<unknown> };
}

const TARGET: Kind = { noun: "a target", type: "latchkey_target_aws", find: ({ targets }) => targets };
/** By the names that the gateway gives to kinds of items. */
const ITEMS: Readonly<Record<string, Kind>> = {
  STATIC_SECRET: {
    noun: "a static secret",
    type: "latchkey_static_secret",
    find: ({ staticSecrets }) => staticSecrets,
  },
  ROTATED_SECRET: {
    noun: "a rotator",
    type: "latchkey_rotated_secret_aws",
    find: ({ rotators }) => rotators,
  },
  DYNAMIC_SECRET: {
    noun: "a dynamic secret",
    type: "latchkey_dynamic_secret_aws",
    formerly: "latchkey_dynamic_producer_aws",
    find: ({ dynamicProducers }) => dynamicProducers,
  },
};

/** How a look at something of another kind ends. */
const OTHER_KIND = ["GATEWAY_OBJECT_KIND", "GATEWAY_REFUSED"] as const;

/**
 * The same type, of which an import that finds nothing, or something of another kind, tells what is there under the
 * path and which type manages it. Terraform itself would only say that there is no such object.
 */
export function tellingOtherKinds(resource: AnyResource<Clients>): AnyResource<Clients> {
  const { table } = resource;
  return {
    ...resource,
    async read(context) {
      const state: State = context.state;
      if (!isImport(table, state)) return resource.read(context);
      const asked = { type: `latchkey_${table.type}`, name: String(state[table.identity]) };
      try {
        const found = await resource.read(context);
        if (found === null) await refuseOtherKind(asked, context);
        return found;
      } catch (error) {
        if (!OTHER_KIND.some((code) => Fault.is(error, code))) throw error;
        await refuseOtherKind(asked, context);
        throw error;
      }
    },
  };
}

/** Throws GATEWAY_OBJECT_KIND when something that is not of the type that was asked for is under the path. */
async function refuseOtherKind(
  asked: { readonly type: string; readonly name: string },
  { client: { gateway }, signal }: Context,
): Promise<void> {
  const { type, name } = asked;
  const looks = [() => itemAt(gateway, name, { signal }), () => targetAt(gateway, name, { signal })];
  // One path may lead to an item and to a target. What was asked for comes first.
  for (const look of type === TARGET.type ? looks.reverse() : looks) {
    const there = await look();
    if (!there) continue;
    // The error that the look for it ended with says more.
    if (there.kind && [there.kind.type, there.kind.formerly].includes(type)) return;
    const fits = await isManageable(gateway, there.kind, name, { signal });
    throw new Fault("GATEWAY_OBJECT_KIND", {
      doing: `importing ${JSON.stringify(normalizedGatewayPath(name))} as ${type}`,
      seen: `it is ${there.noun}`,
      state: "Nothing was imported.",
      advice:
        fits && there.kind
          ? `Import it by the type that manages it:\n\n${importBlockAt(there.kind.type, name)}\n\nOtherwise import another path.`
          : "No resource type of this provider manages it: leave it to whatever made it, or import another path.",
    });
  }
}

interface There {
  readonly noun: string;
  /** Undefined for a kind of which this provider knows nothing. */
  readonly kind: Kind | undefined;
}

/** Undefined when nothing is there, or the caller may not know. */
async function itemAt(
  gateway: Gateway,
  name: string,
  options: GatewayCallOptions,
): Promise<There | undefined> {
  const kind = await unlessDenied(() => gateway.items.kindOf(name, options));
  return kind === undefined
    ? undefined
    : { noun: ITEMS[kind]?.noun ?? `an item of the kind ${kind}`, kind: ITEMS[kind] };
}

async function targetAt(
  gateway: Gateway,
  name: string,
  options: GatewayCallOptions,
): Promise<There | undefined> {
  try {
    const target = await unlessDenied(() => gateway.targets.find(name, options));
    return target && { noun: TARGET.noun, kind: TARGET };
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_OBJECT_KIND")) throw error;
    return { noun: "a target, but not of AWS", kind: undefined };
  }
}

async function isManageable(
  gateway: Gateway,
  kind: Kind | undefined,
  name: string,
  options: GatewayCallOptions,
): Promise<boolean> {
  try {
    return kind !== undefined && (await kind.find(gateway).find(name, options)) !== undefined;
  } catch (error) {
    if (Fault.is(error, "GATEWAY_OBJECT_KIND")) return false;
    throw error;
  }
}

/** An answer that the caller may not have is no answer. */
async function unlessDenied<T>(question: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await question();
  } catch (error) {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return undefined;
    throw error;
  }
}
