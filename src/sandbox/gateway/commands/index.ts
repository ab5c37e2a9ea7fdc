import type { Command, OpenCommand } from "../command.js";
import { authMethodKindCommands } from "./auth-method-kinds.js";
import { authMethodCommands } from "./auth-methods.js";
import { dynamicAwsCommands } from "./dynamic-aws.js";
import { dynamicCustomCommands } from "./dynamic-custom.js";
import { keptDynamicCommands } from "./dynamic-kept.js";
import { dynamicSecretCommands } from "./dynamic-secrets.js";
import { itemCommands } from "./items.js";
import { k8sConfigCommands } from "./k8s-configs.js";
import { keptObjectCommands } from "./kept-objects.js";
import { roleAssociationCommands } from "./role-associations.js";
import { roleRuleCommands } from "./role-rules.js";
import { roleCommands } from "./roles.js";
import { awsRotatedCommands } from "./rotated-aws.js";
import { customRotatedCommands } from "./rotated-custom.js";
import { keptRotatedCommands } from "./rotated-kept.js";
import { rotatedSecretCommands } from "./rotated-secrets.js";
import { sessionCommands } from "./session.js";
import { staticSecretCommands } from "./static-secrets.js";
import { awsTargetCommands } from "./target-aws.js";
import { keptTargetCommands } from "./target-kept.js";
import { targetCommands } from "./targets.js";
import { uidTokenCommands } from "./uid-tokens.js";

const all: readonly (Command | OpenCommand)[] = [
  ...sessionCommands,
  ...authMethodKindCommands,
  ...authMethodCommands,
  ...uidTokenCommands,
  ...k8sConfigCommands,
  ...roleCommands,
  ...roleRuleCommands,
  ...roleAssociationCommands,
  ...awsTargetCommands,
  ...keptTargetCommands,
  ...targetCommands,
  ...keptObjectCommands,
  ...itemCommands,
  ...staticSecretCommands,
  ...dynamicAwsCommands,
  ...dynamicCustomCommands,
  ...keptDynamicCommands,
  ...dynamicSecretCommands,
  ...awsRotatedCommands,
  ...keptRotatedCommands,
  ...customRotatedCommands,
  ...rotatedSecretCommands,
];

/** Every command of the gateway, by each of its names. */
export const commands: ReadonlyMap<string, Command | OpenCommand> = new Map(
  all.flatMap((command) => command.names.map((name) => [name, command])),
);
