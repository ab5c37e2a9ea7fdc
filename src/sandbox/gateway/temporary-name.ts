import { randomId } from "./random-text.js";
import type { DynamicItem } from "./records/item.js";
import type { TokenCaller } from "./session.js";
import { usernameFrom } from "./username-template.js";
import type { GatewayWorld } from "./world.js";

/** The name of a temporary user: by the template, or `prefix` and a few random letters where there is none. */
export function temporaryName(
  world: GatewayWorld,
  item: DynamicItem,
  caller: TokenCaller,
  template: string,
  prefix: string,
): string {
  if (template === "") return `${prefix}${randomId(6)}`;
  const claims = Object.fromEntries(
    Object.entries(caller.subClaims).map(([claim, values]) => [claim, values[0] ?? ""]),
  );
  const fields = {
    ...claims,
    DynamicSecretName: item.name.slice(item.name.lastIndexOf("/") + 1),
    UniqueIdentifier: caller.accessId,
  };
  return usernameFrom(template, fields, world.clock.now());
}
