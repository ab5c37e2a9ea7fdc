import {
  associateRoleAuthMethodTable,
  machineKeyTable,
  seedRetirementTable,
  targetAwsTable,
} from "../../schema/index.js";
import { type BindingConfig, bind } from "./bind.js";

export * from "./ephemeral-resources.js";
export type { IGatewayObject } from "./gateway-object.js";
export * from "./generated/described.js";
export { LatchkeyProvider, type LatchkeyProviderConfig } from "./latchkey-provider.js";

/*
 * One class per resource type, one to one with Terraform: for what the constructs above them do not do. Each is named
 * after its type, and takes the arguments that docs/reference describes under the type.
 */

/** `latchkey_target_aws` */
export class LatchkeyTargetAws extends bind(targetAwsTable) {}
export type LatchkeyTargetAwsConfig = BindingConfig<typeof targetAwsTable>;
/** `latchkey_seed_retirement` */
export class LatchkeyMachineKey extends bind(machineKeyTable) {}
export type LatchkeyMachineKeyConfig = BindingConfig<typeof machineKeyTable>;
export class LatchkeySeedRetirement extends bind(seedRetirementTable) {}
export type LatchkeySeedRetirementConfig = BindingConfig<typeof seedRetirementTable>;
/** `latchkey_associate_role_auth_method` */
export class LatchkeyAssociateRoleAuthMethod extends bind(associateRoleAuthMethodTable) {}
export type LatchkeyAssociateRoleAuthMethodConfig = BindingConfig<typeof associateRoleAuthMethodTable>;
