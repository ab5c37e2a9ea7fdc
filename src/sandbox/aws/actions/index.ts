import { accessKeyActions } from "./access-keys.js";
import { accountActions } from "./account.js";
import type { Action } from "./action.js";
import { attachedPolicyActions } from "./attached-policies.js";
import { boundaryActions } from "./boundaries.js";
import { groupActions } from "./groups.js";
import { inlinePolicyActions } from "./inline-policies.js";
import { loginProfileActions } from "./login-profiles.js";
import { managedPolicyActions } from "./managed-policies.js";
import { roleActions } from "./roles.js";
import { simulationActions } from "./simulation.js";
import { stsActions } from "./sts.js";
import { tagActions } from "./tags.js";
import { userActions } from "./users.js";

const ACTIONS: ReadonlyMap<string, Action> = new Map(
  [
    ...accessKeyActions,
    ...accountActions,
    ...attachedPolicyActions,
    ...boundaryActions,
    ...groupActions,
    ...inlinePolicyActions,
    ...loginProfileActions,
    ...managedPolicyActions,
    ...roleActions,
    ...simulationActions,
    ...stsActions,
    ...tagActions,
    ...userActions,
  ].map((action) => [`${action.service}:${action.name}`, action]),
);

/** An action of a service by its name, if the sandbox has it. */
export function actionNamed(service: "iam" | "sts", name: string): Action | undefined {
  return ACTIONS.get(`${service}:${name}`);
}
