// Written by `npm run docs` from the tables of src/schema.
import type { Construct } from "constructs";
import { associateRoleAuthMethodTable, machineKeyTable, seedRetirementTable, targetAwsTable, authMethodDataTable, callerIdentityTable, itemDataTable, itemsDataTable, roleDataTable, targetDataTable, dynamicSecretValueTable, rotatedSecretValueTable, staticSecretValueTable, tokenTable } from "../../../schema/index.js";
import { bind, type BindingConfig } from "../bind.js";
import { bindData, type DataBindingConfig } from "../bind-data.js";
import { bindEphemeral, type EphemeralBindingConfig } from "../bind-ephemeral.js";

type LatchkeyAssociateRoleAuthMethodArguments = BindingConfig<typeof associateRoleAuthMethodTable>;

/** Arguments of `latchkey_associate_role_auth_method`. */
export interface LatchkeyAssociateRoleAuthMethodConfig extends LatchkeyAssociateRoleAuthMethodArguments {
  /** Path of the role. Where only the role was renamed, the association stays; for another role it is deleted and made anew. */
  readonly roleName: LatchkeyAssociateRoleAuthMethodArguments["roleName"];
  /** Path of the auth method. Where only the auth method was renamed, the association stays; for another one it is deleted and made anew. */
  readonly amName: LatchkeyAssociateRoleAuthMethodArguments["amName"];
  /** Claims that a login must have proved, by their names, each with the allowed values and commas between them, such as `{ group = "admins,developers" }`. The order of the values does not matter. Default: none, so that every login by the auth method has the role. */
  readonly subClaims?: LatchkeyAssociateRoleAuthMethodArguments["subClaims"];
  /** Whether upper and lower case differ in the values of claims. Default: `true`. */
  readonly caseSensitive?: LatchkeyAssociateRoleAuthMethodArguments["caseSensitive"];
}

/** `latchkey_associate_role_auth_method`: Gives a role to those who log in by an auth method. It goes with the auth method and with the role: where one of them is made anew, the next apply makes the association anew, or the same one where the role or the auth method is in `replace_triggered_by`. */
export class LatchkeyAssociateRoleAuthMethod extends bind(associateRoleAuthMethodTable) {
  constructor(scope: Construct, id: string, config: LatchkeyAssociateRoleAuthMethodConfig) {
    super(scope, id, config);
  }
}

type LatchkeyMachineKeyArguments = BindingConfig<typeof machineKeyTable>;

/** Arguments of `latchkey_machine_key`. */
export interface LatchkeyMachineKeyConfig extends LatchkeyMachineKeyArguments {
  /** The secret in which the users of the key find it: in AWS Secrets Manager its ARN, or its name in the provider's region; in the gateway the path of a static secret, which the resource makes with the first key and deletes with the last. Another secret makes the key anew. */
  readonly secretId: LatchkeyMachineKeyArguments["secretId"];
  /** What the secret is in: `aws_secrets_manager`, or `gateway` for a static secret of the gateway. Default: `aws_secrets_manager`. */
  readonly secretStore?: LatchkeyMachineKeyArguments["secretStore"];
  /** ARN of the IAM user whose key it is. The user is dedicated to the secret by its tag `latchkey:secret`, whose value is the secret's name or ARN, or the path of the static secret, and has no keys but those of this resource. Another user makes the key anew. */
  readonly userArn: LatchkeyMachineKeyArguments["userArn"];
  /** Field of the secret's JSON that has the id of the key. Another one rotates the key. Default: `AWS_ACCESS_KEY_ID`. */
  readonly keyIdField?: LatchkeyMachineKeyArguments["keyIdField"];
  /** Field of the secret's JSON that has the secret access key. Another one rotates the key. Default: `AWS_SECRET_ACCESS_KEY`. */
  readonly secretField?: LatchkeyMachineKeyArguments["secretField"];
  /** Days after which a key is due, 1 to 1000: the first apply after that rotates it. Longer than the grace. Default: only another `trigger` rotates it. */
  readonly rotateEveryDays?: LatchkeyMachineKeyArguments["rotateEveryDays"];
  /** Any text; another one rotates the key. Default: none. */
  readonly trigger?: LatchkeyMachineKeyArguments["trigger"];
  /** Seconds for which a replaced key goes on working, 0 to 31536000. The first apply after that ends it, unless it was used within the last day. Default: 604800. */
  readonly gracePeriodSeconds?: LatchkeyMachineKeyArguments["gracePeriodSeconds"];
  /** Seconds between the deactivation of a replaced key and its deletion, 0 to 3600. Default: 15. */
  readonly quietPeriodSeconds?: LatchkeyMachineKeyArguments["quietPeriodSeconds"];
}

/** `latchkey_machine_key`: Mints an access key of an IAM user for machines and writes it to a secret of AWS Secrets Manager, or to a static secret of the gateway, from which alone its users read it: it is in no state and in no plan. Rotates it with overlap, and retires the key that was replaced. */
export class LatchkeyMachineKey extends bind(machineKeyTable) {
  constructor(scope: Construct, id: string, config: LatchkeyMachineKeyConfig) {
    super(scope, id, config);
  }
}

type LatchkeySeedRetirementArguments = BindingConfig<typeof seedRetirementTable>;

/** Arguments of `latchkey_seed_retirement`. */
export interface LatchkeySeedRetirementConfig extends LatchkeySeedRetirementArguments {
  /** Path of the target whose seed is retired. */
  readonly target: LatchkeySeedRetirementArguments["target"];
  /** Path of the rotator of that target. */
  readonly rotator: LatchkeySeedRetirementArguments["rotator"];
  /** ARN of the IAM user that is dedicated to the target. */
  readonly seedUserArn: LatchkeySeedRetirementArguments["seedUserArn"];
  /** Id of the seed: the `seed_key_id` of the target. A retirement that is to be made needs it. One that is there already keeps its seed where this is null, which is what the target's comes to when it is imported after its seed has been retired. */
  readonly seedKeyId?: LatchkeySeedRetirementArguments["seedKeyId"];
  /** Seconds between the deactivation of the seed and the second proof, 0 to 3600. AWS honours a dead key for a few seconds more. Default: 15. */
  readonly quietPeriodSeconds?: LatchkeySeedRetirementArguments["quietPeriodSeconds"];
  /** Path of a dynamic producer of the target. Where the caller may not read the target's details, a credential that it issues is the proof. Default: none. */
  readonly proofProducer?: LatchkeySeedRetirementArguments["proofProducer"];
}

/** `latchkey_seed_retirement`: Retires the seed key of a target: has it rotated, proves the working key by use, deactivates the seed, waits, proves again and deletes the seed. Depends on everything that the gateway needs for a rotation. */
export class LatchkeySeedRetirement extends bind(seedRetirementTable) {
  constructor(scope: Construct, id: string, config: LatchkeySeedRetirementConfig) {
    super(scope, id, config);
  }
}

type LatchkeyTargetAwsArguments = BindingConfig<typeof targetAwsTable>;

/** Arguments of `latchkey_target_aws`. */
export interface LatchkeyTargetAwsConfig extends LatchkeyTargetAwsArguments {
  /** Path of the target in the gateway. Changing it renames the target; what works through it stays with it. */
  readonly name: LatchkeyTargetAwsArguments["name"];
  /** Text shown with the target. Default: none. */
  readonly description?: LatchkeyTargetAwsArguments["description"];
  /** Region in which the gateway calls AWS. Default: the gateway's own default, `us-east-2`. The gateway tells it only together with the secret, which is never read on refresh; so a change made elsewhere is not noticed. */
  readonly region?: LatchkeyTargetAwsArguments["region"];
  /** ARN of the IAM user that is dedicated to this target (tag `latchkey:target` = the target's path). The provider mints the user's first key, hands it over and never stores it. Beside the target it keeps a journal entry without any secret, the item `<name>.latchkey-seed`, which proves whose the user's keys are until the seed is retired: the caller needs `create`, `read`, `update` and `delete` on that item. A user with a key that Latchkey did not provably make is refused. Excludes the other credential sources. Changed in place, to another user and to another source: the target is given the new credential, and then the key that it held of the former user ends, with the former seed. */
  readonly seedUserArn?: LatchkeyTargetAwsArguments["seedUserArn"];
  /** Asks for a fresh seed when it is set to another number, or for the first time on a target that is there: a new key of the user is minted, handed over and proven by use, the key that the target held is ended, and a `latchkey_seed_retirement` then retires the fresh seed. The target and what refers to it stay. What is in the way is said before anything is written: AWS allows two keys of a user, and the fresh one needs the second slot. Making a target with it, or taking it away, asks for nothing. Needs `seed_user_arn`. Default: no fresh seed is ever asked for. */
  readonly seedVersion?: LatchkeyTargetAwsArguments["seedVersion"];
  /** `true`: the gateway uses the AWS identity that it runs as, and no key exists at all. Excludes the other credential sources. */
  readonly useGatewayIdentity?: LatchkeyTargetAwsArguments["useGatewayIdentity"];
  /** `true`: the gateway makes an external id of its own for this target, `external_id`, and shows it whenever it assumes `role_arn`. Goes with `use_gateway_identity = true` alone. Default: one with `role_arn`, else none. */
  readonly generateExternalId?: LatchkeyTargetAwsArguments["generateExternalId"];
  /** ARN of the IAM role that the gateway assumes from its own identity, in this account or another one. Needs `use_gateway_identity = true`, and brings an external id: without one the gateway may leave the role out, and would work with all that it may do itself. The role's trust policy names the gateway's own role and, as the condition `sts:ExternalId`, the target's `external_id`; so write the ARN as a text, because a reference to the role and one back to the target would be a circle. Default: the gateway works as itself. */
  readonly roleArn?: LatchkeyTargetAwsArguments["roleArn"];
  /** Id of an access key that is made elsewhere. Needs `secret_access_key_wo` and its version. Excludes the other credential sources. */
  readonly accessKeyId?: LatchkeyTargetAwsArguments["accessKeyId"];
  /** Secret of that access key. Never stored; sent when its version changes, and needed only then, when the access key changes and when the target is made: whoever plans without it plans no change. */
  readonly secretAccessKeyWo?: LatchkeyTargetAwsArguments["secretAccessKeyWo"];
  /** Session token of that access key, where it is a temporary one. Never stored; sent when the version changes. */
  readonly sessionTokenWo?: LatchkeyTargetAwsArguments["sessionTokenWo"];
  /** Raise it whenever the access key changes: Terraform cannot compare what it does not store. */
  readonly secretAccessKeyWoVersion?: LatchkeyTargetAwsArguments["secretAccessKeyWoVersion"];
  /** Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. The gateway takes another one only together with the credential: what the target holds at that moment, a rotated access key, too, is read and sent back with it. */
  readonly key?: LatchkeyTargetAwsArguments["key"];
  /** How many versions of the target are kept. Changed without a credential being sent. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyTargetAwsArguments["maxVersions"];
}

/** `latchkey_target_aws`: How the gateway reaches AWS. A new target needs exactly one credential source; without one, a target that exists keeps what it holds. A source that was changed in the gateway itself, its role and external id included, is not noticed by a plan, because the gateway tells it only together with the secret; `latchkey status --terraform` tells it. With `seed_user_arn` the provider mints the first access key itself, hands it over in the same step and proves that it works; no secret of it is ever stored. */
export class LatchkeyTargetAws extends bind(targetAwsTable) {
  constructor(scope: Construct, id: string, config: LatchkeyTargetAwsConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDataAuthMethodArguments = DataBindingConfig<typeof authMethodDataTable>;

/** Arguments of `data latchkey_auth_method`. */
export interface LatchkeyDataAuthMethodConfig extends LatchkeyDataAuthMethodArguments {
  /** Path of the auth method in the gateway. */
  readonly name: LatchkeyDataAuthMethodArguments["name"];
}

/** `data latchkey_auth_method`: What is known of one auth method of the gateway, of whatever kind. No credential of it is read. */
export class LatchkeyDataAuthMethod extends bindData(authMethodDataTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataAuthMethodConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDataCallerIdentityArguments = DataBindingConfig<typeof callerIdentityTable>;

/** Arguments of `data latchkey_caller_identity`. */
export interface LatchkeyDataCallerIdentityConfig extends LatchkeyDataCallerIdentityArguments {
}

/** `data latchkey_caller_identity`: As whom the provider works in the gateway. */
export class LatchkeyDataCallerIdentity extends bindData(callerIdentityTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataCallerIdentityConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDataItemArguments = DataBindingConfig<typeof itemDataTable>;

/** Arguments of `data latchkey_item`. */
export interface LatchkeyDataItemConfig extends LatchkeyDataItemArguments {
  /** Path of the item in the gateway. */
  readonly name: LatchkeyDataItemArguments["name"];
}

/** `data latchkey_item`: What is known of one item of the gateway, of whatever kind. Its value is not read. */
export class LatchkeyDataItem extends bindData(itemDataTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataItemConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDataItemsArguments = DataBindingConfig<typeof itemsDataTable>;

/** Arguments of `data latchkey_items`. */
export interface LatchkeyDataItemsConfig extends LatchkeyDataItemsArguments {
  /** Folder below which they are, at any depth. Default: `/`, everywhere. */
  readonly path?: LatchkeyDataItemsArguments["path"];
  /** Of which kinds, in the gateway's words, such as `STATIC_SECRET`. Default: of all. */
  readonly types?: LatchkeyDataItemsArguments["types"];
  /** Tags that each of them has. Default: any. */
  readonly tags?: LatchkeyDataItemsArguments["tags"];
}

/** `data latchkey_items`: The items of the gateway that the login of the provider may list. Their values are not read. */
export class LatchkeyDataItems extends bindData(itemsDataTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataItemsConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDataRoleArguments = DataBindingConfig<typeof roleDataTable>;

/** Arguments of `data latchkey_role`. */
export interface LatchkeyDataRoleConfig extends LatchkeyDataRoleArguments {
  /** Path of the role in the gateway. */
  readonly name: LatchkeyDataRoleArguments["name"];
}

/** `data latchkey_role`: What is known of one role of the gateway: what it lets its callers do, and who they are. */
export class LatchkeyDataRole extends bindData(roleDataTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataRoleConfig) {
    super(scope, id, config);
  }
}

type LatchkeyDataTargetArguments = DataBindingConfig<typeof targetDataTable>;

/** Arguments of `data latchkey_target`. */
export interface LatchkeyDataTargetConfig extends LatchkeyDataTargetArguments {
  /** Path of the target in the gateway. */
  readonly name: LatchkeyDataTargetArguments["name"];
}

/** `data latchkey_target`: What is known of one target of the gateway, of whatever kind. The credential that it holds is not read. */
export class LatchkeyDataTarget extends bindData(targetDataTable) {
  constructor(scope: Construct, id: string, config: LatchkeyDataTargetConfig) {
    super(scope, id, config);
  }
}

type LatchkeyEphemeralDynamicSecretArguments = EphemeralBindingConfig<typeof dynamicSecretValueTable>;

/** Arguments of `ephemeral latchkey_dynamic_secret`. */
export interface LatchkeyEphemeralDynamicSecretConfig extends LatchkeyEphemeralDynamicSecretArguments {
  /** Path of the dynamic secret in the gateway. */
  readonly name: LatchkeyEphemeralDynamicSecretArguments["name"];
  /** The role to assume, one of those that the dynamic secret names (`assume_role`). Default: the first of them, which is the first by the alphabet where Terraform has named them, as a set has no order. */
  readonly roleArn?: LatchkeyEphemeralDynamicSecretArguments["roleArn"];
  /** Further arguments of the dynamic secret, by name. Default: none. */
  readonly args?: LatchkeyEphemeralDynamicSecretArguments["args"];
  /** Seconds for which a new key of AWS is given to begin to work, 0 to 600. Until STS has accepted it several times in a row, over `key_settle_seconds` of the provider, it is not handed over; one that does not work in time is revoked, and the run fails. 0 hands it over at once. A key of an assumed role works at once and is not waited for. Default: 120. */
  readonly readyTimeoutSeconds?: LatchkeyEphemeralDynamicSecretArguments["readyTimeoutSeconds"];
}

/** `ephemeral latchkey_dynamic_secret`: A credential that a dynamic secret issues, for as long as a command of Terraform runs. Each plan and each apply that needs it has one issued, and stores none. That of a temporary user is extended while Terraform runs longer than it lives, and revoked at the end; where Terraform or the provider is killed before, the gateway ends it when its time is over. That of an assumed role can be neither extended nor revoked: AWS ends it when its time is over, and a run that has outlived it is told so by a warning. */
export class LatchkeyEphemeralDynamicSecret extends bindEphemeral(dynamicSecretValueTable) {
  constructor(scope: Construct, id: string, config: LatchkeyEphemeralDynamicSecretConfig) {
    super(scope, id, config);
  }
}

type LatchkeyEphemeralRotatedSecretArguments = EphemeralBindingConfig<typeof rotatedSecretValueTable>;

/** Arguments of `ephemeral latchkey_rotated_secret`. */
export interface LatchkeyEphemeralRotatedSecretConfig extends LatchkeyEphemeralRotatedSecretArguments {
  /** Path of the rotated secret in the gateway. */
  readonly name: LatchkeyEphemeralRotatedSecretArguments["name"];
  /** Which of the versions that the gateway keeps. Default: the newest. */
  readonly version?: LatchkeyEphemeralRotatedSecretArguments["version"];
}

/** `ephemeral latchkey_rotated_secret`: The value of a rotated secret, for as long as a command of Terraform runs. A rotated secret that rotates the key of a target is refused (`WORKING_KEY_KEPT`): its value is the key with which the gateway works, and nothing else may. Asking rotates nothing; a rotation while Terraform runs may end what was read. */
export class LatchkeyEphemeralRotatedSecret extends bindEphemeral(rotatedSecretValueTable) {
  constructor(scope: Construct, id: string, config: LatchkeyEphemeralRotatedSecretConfig) {
    super(scope, id, config);
  }
}

type LatchkeyEphemeralStaticSecretArguments = EphemeralBindingConfig<typeof staticSecretValueTable>;

/** Arguments of `ephemeral latchkey_static_secret`. */
export interface LatchkeyEphemeralStaticSecretConfig extends LatchkeyEphemeralStaticSecretArguments {
  /** Path of the secret in the gateway. */
  readonly name: LatchkeyEphemeralStaticSecretArguments["name"];
  /** Which of the versions that the gateway keeps. Default: the newest. */
  readonly version?: LatchkeyEphemeralStaticSecretArguments["version"];
}

/** `ephemeral latchkey_static_secret`: The value of a static secret, for as long as a command of Terraform runs. It is read anew by each plan and each apply that needs it, and stored by none. */
export class LatchkeyEphemeralStaticSecret extends bindEphemeral(staticSecretValueTable) {
  constructor(scope: Construct, id: string, config: LatchkeyEphemeralStaticSecretConfig) {
    super(scope, id, config);
  }
}

type LatchkeyEphemeralTokenArguments = EphemeralBindingConfig<typeof tokenTable>;

/** Arguments of `ephemeral latchkey_token`. */
export interface LatchkeyEphemeralTokenConfig extends LatchkeyEphemeralTokenArguments {
}

/** `ephemeral latchkey_token`: A token of the gateway, for as long as a command of Terraform runs: with it, others may do whatever the provider's own login may. The provider logs in once more for it, and has it revoked at the end, so that its own work does not depend on it. A token that the provider was given (`access_type = "token"`) is handed on as it is and not revoked. */
export class LatchkeyEphemeralToken extends bindEphemeral(tokenTable) {
  constructor(scope: Construct, id: string, config: LatchkeyEphemeralTokenConfig) {
    super(scope, id, config);
  }
}
