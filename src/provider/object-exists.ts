import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { importBlock as blockFor } from "../domain/import-block.js";
import { Fault } from "../errors/fault.js";

/** What was to be made, as a refusal names it. */
export interface NamedObject {
  /** The resource type with the provider's prefix. */
  readonly type: string;
  readonly name: string;
}

/**
 * The refusal to take over what is there already, with the block that imports it.
 * `advice` stands instead of the ways out that suit an object of another maker.
 */
export function objectExists(
  { type, name }: NamedObject,
  { seen, state, advice }: { readonly seen: string; readonly state: string; readonly advice?: string },
): Fault {
  return new Fault("GATEWAY_OBJECT_EXISTS", {
    doing: `creating ${JSON.stringify(normalizedGatewayPath(name))} in the gateway`,
    seen,
    state,
    attribute: "name",
    advice: advice ?? waysOut(type, name),
  });
}

function waysOut(type: string, name: string): string {
  return [
    "To manage the object that is there, import it, with the label of this resource for LABEL:",
    importBlockAt(type, name),
    "Otherwise choose another name, or delete the object in the gateway. With create_before_destroy a new object cannot have the name of the one that it replaces: rename it together with the change, or drop create_before_destroy.",
  ].join("\n\n");
}

/** {@link blockFor} the object at a path. */
export function importBlockAt(type: string, name: string): string {
  return blockFor(type, normalizedGatewayPath(name));
}
