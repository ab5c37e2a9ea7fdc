import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { AnyResource, OperationContext } from "../engine/definition.js";
import { isImported } from "../engine/imported.js";
import { Fault } from "../errors/fault.js";
import type { Gateway, GatewayCallOptions, RawAnswer } from "../gateway/index.js";
import { gatewayTypes } from "../types/generated/index.js";
import type { GatewayType } from "../types/mechanism/gateway-type.js";
import type { Clients } from "../wiring/index.js";
import { importBlockAt } from "./object-exists.js";

type Context = Pick<OperationContext<Clients>, "client" | "signal">;
type State = { readonly [attribute: string]: unknown };

/** What is under a path, and which types of this provider may manage it. */
interface There {
  /** With its article. */
  readonly noun: string;
  readonly types: readonly string[];
}

/** Asks for something under a path; undefined when nothing is there, or the caller may not know. */
type Look = (gateway: Gateway, name: string, options: GatewayCallOptions) => Promise<There | undefined>;

const described = gatewayTypes as readonly unknown[] as readonly GatewayType[];
const TARGET = "latchkey_target_aws";
const nameOf = ({ table }: GatewayType) => `latchkey_${table.type}`;

/** The types whose objects the same command reads: one answer tells which of them an object is of. */
function readTogether(types: readonly GatewayType[]): readonly (readonly GatewayType[])[] {
  const commands = [...new Set(types.map(({ commands }) => commands.read))];
  return commands.map((command) => types.filter(({ commands }) => commands.read === command));
}

const ofTree = (tree: string) => readTogether(described.filter(({ table }) => table.tree === tree));

/** By the names that the gateway gives to kinds of items. */
const ITEMS: Readonly<Record<string, string>> = {
  STATIC_SECRET: "a static secret",
  ROTATED_SECRET: "a rotator",
  DYNAMIC_SECRET: "a dynamic secret",
};

/** How a look at something of another kind ends. */
const OTHER_KIND = ["GATEWAY_OBJECT_KIND", "GATEWAY_REFUSED"] as const;
const isOtherKind = (error: unknown) => OTHER_KIND.some((code) => Fault.is(error, code));

/** Where something can be under a path, by the trees of names in which the paths are unique. */
const LOOKS: { readonly [tree: string]: Look } = {
  async items(gateway, name, options) {
    const kind = await unlessDenied(() => gateway.items.kindOf(name, options));
    if (kind === undefined) return undefined;
    const types = await fitting(ofTree("items"), gateway, name, options);
    return { noun: ITEMS[kind] ?? `an item of the kind ${kind}`, types: types.map(nameOf) };
  },

  async targets(gateway, name, options) {
    try {
      const target = await unlessDenied(() => gateway.targets.find(name, options));
      return target && { noun: "a target", types: [TARGET] };
    } catch (error) {
      if (!Fault.is(error, "GATEWAY_OBJECT_KIND")) throw error;
    }
    const types = await fitting(ofTree("targets"), gateway, name, options);
    const noun = types.length > 0 ? "a target" : "a target of a kind that this provider does not know";
    return { noun, types: types.map(nameOf) };
  },

  ...Object.fromEntries(
    readTogether(described.filter(({ table }) => table.tree !== "items" && table.tree !== "targets")).map(
      (types): [string, Look] => [
        types[0]?.table.tree ?? types[0]?.table.type ?? "",
        async (gateway, name, options) => {
          const [first, ...others] = await fitting([types], gateway, name, options);
          return first && { noun: withArticle(first.noun), types: [first, ...others].map(nameOf) };
        },
      ],
    ),
  ),
};

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
      if (!isImported(table, state)) return resource.read(context);
      const name = String(state[table.identity]);
      try {
        const found = await resource.read(context);
        if (found === null) await refuseOtherKind(table, name, undefined, context);
        return found;
      } catch (error) {
        if (!isOtherKind(error)) throw error;
        await refuseOtherKind(table, name, error as Fault, context);
        throw error;
      }
    },
  };
}

/** Throws GATEWAY_OBJECT_KIND when something that is not of the type that was asked for is under the path. */
async function refuseOtherKind(
  { type, tree }: Pick<AnyResource<Clients>["table"], "type" | "tree">,
  name: string,
  told: Fault | undefined,
  { client: { gateway }, signal }: Context,
): Promise<void> {
  const asked = described.find(({ table }) => table.type === type || table.formerly === type);
  const own = tree ?? type;
  // One path may lead to an item and to a target. What was asked for comes first.
  const trees = [own, ...Object.keys(LOOKS).filter((one) => one !== own)];
  for (const one of trees) {
    const there = await LOOKS[one]?.(gateway, name, { signal });
    if (!there) continue;
    const isOfFamily = there.noun === withArticle(asked?.called ?? "target");
    // The error that the look for it ended with says more.
    if (isOfFamily && there.types.length === 0) return;
    if (there.types.includes(asked ? nameOf(asked) : `latchkey_${type}`)) return;
    throw new Fault("GATEWAY_OBJECT_KIND", {
      doing: `importing ${JSON.stringify(normalizedGatewayPath(name))} as latchkey_${type}`,
      seen: isOfFamily && told ? told.details.seen : `it is ${there.noun}`,
      state: "Nothing was imported.",
      advice: adviceOf(there.types, name),
    });
  }
}

function adviceOf(types: readonly string[], name: string): string {
  const [first] = types;
  if (first === undefined) {
    return "No resource type of this provider manages it: leave it to whatever made it, or import another path.";
  }
  const which =
    types.length === 1
      ? "Import it by the type that manages it:"
      : `Import it by the type that fits it, one of ${types.join(", ")}, such as:`;
  return `${which}\n\n${importBlockAt(first, name)}\n\nOtherwise import another path.`;
}

/** The types that an object may be of, by the first answer that tells. */
async function fitting(
  together: readonly (readonly GatewayType[])[],
  { objects }: Gateway,
  name: string,
  options: GatewayCallOptions,
): Promise<readonly GatewayType[]> {
  for (const types of together) {
    const [first] = types;
    if (!first) continue;
    const { noun, isPlainName } = first;
    const one = { command: first.commands.read, doing: `reading ${noun}`, name, isPlainName };
    const answer = await unlessOtherKind(() => unlessDenied(() => objects.find(one, options)));
    const fits = answer ? types.filter((type) => isOf(type, answer)) : [];
    if (fits.length > 0) return fits;
  }
  return [];
}

/** Whether an answer tells of an object of the type: what tells another name, or none, is no object. */
function isOf({ otherKind, table }: GatewayType, answer: RawAnswer): boolean {
  const name = table.attributes[table.identity]?.wire?.told?.(answer);
  return name?.is === "told" && otherKind?.(answer) === undefined;
}

async function unlessOtherKind<T>(question: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await question();
  } catch (error) {
    if (isOtherKind(error)) return undefined;
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

const withArticle = (noun: string) => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
