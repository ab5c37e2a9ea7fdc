import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { type Marked, withoutMarks } from "../domain/making-mark.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import type { CommandContext } from "./command-faults.js";
import type { Commands } from "./commands.js";
import type { GatewayCallOptions } from "./settings.js";

/** What every item of the gateway has. */
export interface ItemRecord extends Marked {
  readonly name: string;
  /** The gateway's own number of it, which it keeps under another name; null where the gateway does not tell. */
  readonly id: number | null;
  /** Null when there is none; the gateway does not tell that from an empty one. */
  readonly description: string | null;
  /** Without marks. */
  readonly tags: readonly string[];
}

/** Reads an item's metadata, never its value; undefined for a proven absence. */
export async function findItem(
  commands: Commands,
  name: string,
  type: "STATIC_SECRET" | "ROTATED_SECRET",
  context: CommandContext,
): Promise<{ readonly item: ItemRecord; readonly answer: GatewayAnswer } | undefined> {
  const value = await commands.find("describe-item", { name: normalizedGatewayPath(name) }, context);
  if (value === undefined) return undefined;
  const answer = new GatewayAnswer(value, context.doing);
  const found = answer.text("item_type");
  if (found !== type) throw otherKind(context.doing, `the item is a ${found}, not a ${type}`);
  return { answer, item: itemFrom(answer) };
}

/** What every item tells of itself. */
export function itemFrom(answer: GatewayAnswer): ItemRecord {
  return {
    name: normalizedGatewayPath(answer.text("item_name")),
    id: answer.intOrNull("item_id"),
    description: answer.textOrNull("item_metadata"),
    ...withoutMarks(answer.texts("item_tags")),
  };
}

/** The path of the target that an item or producer works through; null when it has none. */
export function itemTarget(answer: GatewayAnswer): string | null {
  const name = answer.records("item_targets_assoc")[0]?.textOrNull("target_name") ?? null;
  return name === null ? null : normalizedGatewayPath(name);
}

/** The gateway's number of that target; null when there is none, or it is not told. */
export function targetIdOf(answer: GatewayAnswer): number | null {
  return answer.records("item_targets_assoc")[0]?.intOrNull("target_id") ?? null;
}

/** The tags of a new item, with the mark that it is made with; null for none. */
export function tagsOfNew(tags: readonly string[], mark: string | undefined): readonly string[] | null {
  const all = mark === undefined ? tags : [...tags, mark];
  return all.length > 0 ? all : null;
}

/** The fault of an object that is there, and is not what it was asked for as. */
export function otherKind(doing: string, seen: string): Fault {
  return new Fault("GATEWAY_OBJECT_KIND", { doing, seen, state: "Nothing was changed by it." });
}

/** The context of a command about one object: `about("read", "reading rotator", name, options)`. */
export function about(
  kind: CommandContext["kind"],
  doing: string,
  name: string,
  { signal, beforeAgain }: GatewayCallOptions = {},
): CommandContext {
  return {
    kind,
    doing: `${doing} ${JSON.stringify(normalizedGatewayPath(name))}`,
    ...(signal && { signal }),
    ...(beforeAgain && { beforeAgain }),
  };
}
