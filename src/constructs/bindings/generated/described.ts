// Written by `npm run docs` from the files of src/types.
import type { Construct } from "constructs";
import { dynamicSecretAws, group, rotatedSecretAws, staticSecret } from "../../../types/generated/index.js";
import { type BindingConfig, bind } from "../bind.js";

type LatchkeyDynamicSecretAwsArguments = BindingConfig<typeof dynamicSecretAws.table>;

/** Arguments of `latchkey_dynamic_secret_aws`. */
export interface LatchkeyDynamicSecretAwsConfig extends LatchkeyDynamicSecretAwsArguments {
  /** Path of the dynamic producer in the gateway. Changing it renames the dynamic producer. */
  readonly name: LatchkeyDynamicSecretAwsArguments["name"];
  /** Path of the target through which credentials are made. */
  readonly target: LatchkeyDynamicSecretAwsArguments["target"];
  /** `assume_role`: STS credentials of a role, ready at once, not revocable before they expire. `iam_user`: a temporary IAM user, deleted when its time is over. */
  readonly accessMode: LatchkeyDynamicSecretAwsArguments["accessMode"];
  /** Roles that may be assumed. Required by `assume_role`. */
  readonly roleArns?: LatchkeyDynamicSecretAwsArguments["roleArns"];
  /** Managed policies of the temporary user (`iam_user`). Default: none. */
  readonly policyArns?: LatchkeyDynamicSecretAwsArguments["policyArns"];
  /** Groups of the temporary user (`iam_user`). Default: none. */
  readonly userGroups?: LatchkeyDynamicSecretAwsArguments["userGroups"];
  /** Whether a temporary user also gets a console password (`iam_user`). Default: `false`. */
  readonly consoleAccess?: LatchkeyDynamicSecretAwsArguments["consoleAccess"];
  /** Whether a temporary user gets an access key (`iam_user`). Default: `true`; without it `console_access` has to be `true`. */
  readonly programmaticAccess?: LatchkeyDynamicSecretAwsArguments["programmaticAccess"];
  /** Seconds for which one issued credential lives. `assume_role`: 900 to 43200, and at most 3600 when the target uses the gateway's own identity (AWS limits role chaining to one hour). `iam_user`: at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretAwsArguments["ttlSeconds"];
  /** Region for which credentials are issued. Default: the gateway's own, `us-east-2`. */
  readonly region?: LatchkeyDynamicSecretAwsArguments["region"];
  /** External id that the role's trust policy asks for (`assume_role`), 2 to 1224 characters. Default: none. */
  readonly externalId?: LatchkeyDynamicSecretAwsArguments["externalId"];
  /** Text shown with the dynamic producer. Default: none. */
  readonly description?: LatchkeyDynamicSecretAwsArguments["description"];
  /** Tags of the dynamic producer in the gateway. Default: none. */
  readonly tags?: LatchkeyDynamicSecretAwsArguments["tags"];
}

/** `latchkey_dynamic_secret_aws`: Mints short-lived AWS credentials from a target, for whoever asks the gateway and may. */
export class LatchkeyDynamicSecretAws extends bind(dynamicSecretAws.table) {
  constructor(scope: Construct, id: string, config: LatchkeyDynamicSecretAwsConfig) {
    super(scope, id, config);
  }
}

/** @deprecated The class is called {@link LatchkeyDynamicSecretAws} now. */
export class LatchkeyDynamicProducerAws extends LatchkeyDynamicSecretAws {}

/** @deprecated The interface is called {@link LatchkeyDynamicSecretAwsConfig} now. */
export type LatchkeyDynamicProducerAwsConfig = LatchkeyDynamicSecretAwsConfig;

type LatchkeyGroupArguments = BindingConfig<typeof group.table>;

/** Arguments of `latchkey_group`. */
export interface LatchkeyGroupConfig extends LatchkeyGroupArguments {
  /** Path of the group in the gateway. Changing it renames the group. */
  readonly name: LatchkeyGroupArguments["name"];
  /** The alias by which rules name the group, without `/`, `.` and `*`. */
  readonly groupAlias: LatchkeyGroupArguments["groupAlias"];
  /** Text shown with the group. Default: none. */
  readonly description?: LatchkeyGroupArguments["description"];
}

/** `latchkey_group`: Logins under one alias, for which rules can be written together. Its members are not managed here, and a change of the group may take away those that were added elsewhere. */
export class LatchkeyGroup extends bind(group.table) {
  constructor(scope: Construct, id: string, config: LatchkeyGroupConfig) {
    super(scope, id, config);
  }
}

type LatchkeyRotatedSecretAwsArguments = BindingConfig<typeof rotatedSecretAws.table>;

/** Arguments of `latchkey_rotated_secret_aws`. */
export interface LatchkeyRotatedSecretAwsConfig extends LatchkeyRotatedSecretAwsArguments {
  /** Path of the rotator in the gateway. Changing it renames the rotator. */
  readonly name: LatchkeyRotatedSecretAwsArguments["name"];
  /** Path of the target whose key is rotated. The new name of a target that is renamed changes nothing here; for another target the rotator is deleted and made anew, in the same step. */
  readonly target: LatchkeyRotatedSecretAwsArguments["target"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretAwsArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretAwsArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretAwsArguments["rotationHour"];
  /** Text shown with the rotator. Default: none. */
  readonly description?: LatchkeyRotatedSecretAwsArguments["description"];
  /** Tags of the rotator in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretAwsArguments["tags"];
}

/** `latchkey_rotated_secret_aws`: Replaces the access key held by an AWS target on a schedule. The gateway makes the new key itself and keeps its secret to itself. */
export class LatchkeyRotatedSecretAws extends bind(rotatedSecretAws.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretAwsConfig) {
    super(scope, id, config);
  }
}

/** @deprecated The class is called {@link LatchkeyRotatedSecretAws} now. */
export class LatchkeyRotatorAws extends LatchkeyRotatedSecretAws {}

/** @deprecated The interface is called {@link LatchkeyRotatedSecretAwsConfig} now. */
export type LatchkeyRotatorAwsConfig = LatchkeyRotatedSecretAwsConfig;

type LatchkeyStaticSecretArguments = BindingConfig<typeof staticSecret.table>;

/** Arguments of `latchkey_static_secret`. */
export interface LatchkeyStaticSecretConfig extends LatchkeyStaticSecretArguments {
  /** Path of the secret in the gateway. Changing it renames the secret. */
  readonly name: LatchkeyStaticSecretArguments["name"];
  /** The secret value. Never stored; sent when its version changes, and needed only then and when the secret is made: whoever plans without it plans no change. Read back only when a create finds a secret of this name, to tell whether it is the same. */
  readonly valueWo?: LatchkeyStaticSecretArguments["valueWo"];
  /** Raise it whenever the value changes: Terraform cannot compare what it does not store. A new secret needs it; without it an imported one keeps its value, and the first one after an import is recorded, without a value being sent. */
  readonly valueWoVersion?: LatchkeyStaticSecretArguments["valueWoVersion"];
  /** How readers are to understand the value: `text`, `json` or `key-value`. Default: `text`. */
  readonly format?: LatchkeyStaticSecretArguments["format"];
  /** Text shown with the secret. Default: none. */
  readonly description?: LatchkeyStaticSecretArguments["description"];
  /** Tags of the secret in the gateway. Default: none. */
  readonly tags?: LatchkeyStaticSecretArguments["tags"];
}

/** `latchkey_static_secret`: A secret that cannot be minted and is kept as it is. The value is write-only: it reaches the gateway and no file. */
export class LatchkeyStaticSecret extends bind(staticSecret.table) {
  constructor(scope: Construct, id: string, config: LatchkeyStaticSecretConfig) {
    super(scope, id, config);
  }
}
