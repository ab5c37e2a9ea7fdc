import type { SecretsAction } from "./action.js";
import { listActions } from "./list.js";
import { policyActions } from "./policies.js";
import { passwordActions } from "./random-password.js";
import { rotationActions } from "./rotation.js";
import { secretActions } from "./secrets.js";
import { secretTagActions } from "./tags.js";
import { valueActions } from "./values.js";

const ACTIONS: ReadonlyMap<string, SecretsAction> = new Map(
  [
    ...listActions,
    ...passwordActions,
    ...policyActions,
    ...rotationActions,
    ...secretActions,
    ...secretTagActions,
    ...valueActions,
  ].map((action) => [action.name, action]),
);

/** An action of Secrets Manager by its name, if the sandbox has it. */
export function secretsActionNamed(name: string): SecretsAction | undefined {
  return ACTIONS.get(name);
}
