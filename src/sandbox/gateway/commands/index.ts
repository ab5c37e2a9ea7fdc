import type { Command, OpenCommand } from "../command.js";
import { authMethodCommands } from "./auth-methods.js";
import { dynamicAwsCommands } from "./dynamic-aws.js";
import { dynamicCustomCommands } from "./dynamic-custom.js";
import { dynamicSecretCommands } from "./dynamic-secrets.js";
import { itemCommands } from "./items.js";
import { roleAssociationCommands } from "./role-associations.js";
import { roleRuleCommands } from "./role-rules.js";
import { roleCommands } from "./roles.js";
import { rotatedSecretCommands } from "./rotated-secrets.js";
import { sessionCommands } from "./session.js";
import { staticSecretCommands } from "./static-secrets.js";
import { targetCommands } from "./targets.js";

const all: readonly (Command | OpenCommand)[] = [
  ...sessionCommands,
  ...authMethodCommands,
  ...roleCommands,
  ...roleRuleCommands,
  ...roleAssociationCommands,
  ...targetCommands,
  ...itemCommands,
  ...staticSecretCommands,
  ...dynamicAwsCommands,
  ...dynamicCustomCommands,
  ...dynamicSecretCommands,
  ...rotatedSecretCommands,
];

/** Every command of the gateway, by each of its names. */
export const commands: ReadonlyMap<string, Command | OpenCommand> = new Map(
  all.flatMap((command) => command.names.map((name) => [name, command])),
);
