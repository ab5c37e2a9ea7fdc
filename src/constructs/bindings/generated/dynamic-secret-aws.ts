// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { dynamicSecretAws } from "../../../types/dynamic-secret-aws.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyDynamicSecretAwsArguments = BindingConfig<typeof dynamicSecretAws.table>;

/** Arguments of `latchkey_dynamic_secret_aws`. */
export interface LatchkeyDynamicSecretAwsConfig extends LatchkeyDynamicSecretAwsArguments {
  /** Path of the dynamic producer in the gateway. Changing it renames the dynamic producer. */
  readonly name: LatchkeyDynamicSecretAwsArguments["name"];
  /** Path of the target through which credentials are made. A new dynamic producer needs it, or an access key of its own; without either, one that exists keeps what it has. */
  readonly target?: LatchkeyDynamicSecretAwsArguments["target"];
  /** Id of the access key by which credentials are made, instead of a target: a permanent one, as the gateway takes no session token with it. Sent with the secret; the gateway may have replaced the key by now, so that the one that it holds is not compared. */
  readonly accessKeyId?: LatchkeyDynamicSecretAwsArguments["accessKeyId"];
  /** Secret of that access key. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. */
  readonly secretAccessKeyWo?: LatchkeyDynamicSecretAwsArguments["secretAccessKeyWo"];
  /** Raise it whenever the access key changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly secretAccessKeyWoVersion?: LatchkeyDynamicSecretAwsArguments["secretAccessKeyWoVersion"];
  /** `assume_role`: STS credentials of a role, ready at once, not revocable before they expire. `iam_user`: a temporary IAM user, deleted when its time is over. */
  readonly accessMode: LatchkeyDynamicSecretAwsArguments["accessMode"];
  /** Roles that may be assumed. Required by `assume_role`. A set has no order: a caller that names none of them gets a session of the first by the alphabet. */
  readonly roleArns?: LatchkeyDynamicSecretAwsArguments["roleArns"];
  /** External id that the role's trust policy asks for (`assume_role`), 2 to 1224 characters. Default: none. */
  readonly externalId?: LatchkeyDynamicSecretAwsArguments["externalId"];
  /** Tags of a session (`assume_role`), by their keys, 50 at most: policies see them as `aws:PrincipalTag`. The role's trust policy has to allow `sts:TagSession`. Default: none. */
  readonly sessionTags?: LatchkeyDynamicSecretAwsArguments["sessionTags"];
  /** Keys of those `session_tags` that stay with a session when it assumes a further role. Default: none. */
  readonly transitiveTagKeys?: LatchkeyDynamicSecretAwsArguments["transitiveTagKeys"];
  /** Managed policies of the temporary user (`iam_user`). The gateway's commands take no permissions boundary: what such a user can ever be allowed is bounded by what the gateway's own user may attach. Default: none. */
  readonly policyArns?: LatchkeyDynamicSecretAwsArguments["policyArns"];
  /** Groups of the temporary user (`iam_user`). Default: none. */
  readonly userGroups?: LatchkeyDynamicSecretAwsArguments["userGroups"];
  /** Whether a temporary user also gets a console password (`iam_user`). Default: `false`. */
  readonly consoleAccess?: LatchkeyDynamicSecretAwsArguments["consoleAccess"];
  /** Whether a temporary user gets an access key (`iam_user`). Default: `true`; without it `console_access` has to be `true`. */
  readonly programmaticAccess?: LatchkeyDynamicSecretAwsArguments["programmaticAccess"];
  /** Characters of a password for the console (`console_access`), 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyDynamicSecretAwsArguments["passwordLength"];
  /** Whether a password has capital letters for the console (`console_access`). Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useCapitalLetters?: LatchkeyDynamicSecretAwsArguments["useCapitalLetters"];
  /** Whether a password has small letters for the console (`console_access`). Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useLowerLetters?: LatchkeyDynamicSecretAwsArguments["useLowerLetters"];
  /** Whether a password has digits for the console (`console_access`). Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useNumbers?: LatchkeyDynamicSecretAwsArguments["useNumbers"];
  /** Whether a password has characters that are neither letters nor digits for the console (`console_access`). Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useSpecialCharacters?: LatchkeyDynamicSecretAwsArguments["useSpecialCharacters"];
  /** Template of the names of temporary users, and of sessions. Default: the gateway's own, which begins with `tmp`. */
  readonly customUsernameTemplate?: LatchkeyDynamicSecretAwsArguments["customUsernameTemplate"];
  /** Seconds for which one issued credential lives. `assume_role`: 900 to 43200, and at most 3600 when the target uses the gateway's own identity (AWS limits role chaining to one hour). `iam_user`: at least 60. Default: 3600. */
  readonly ttlSeconds?: LatchkeyDynamicSecretAwsArguments["ttlSeconds"];
  /** Region for which credentials are issued. Default: the gateway's own, `us-east-2`. */
  readonly region?: LatchkeyDynamicSecretAwsArguments["region"];
  /** Whether the gateway replaces the access key of its own (`access_key_id`) on a schedule. The key of a target is replaced by a rotated secret instead. Default: `false`. */
  readonly enableAdminRotation?: LatchkeyDynamicSecretAwsArguments["enableAdminRotation"];
  /** Days between two rotations of that access key, 1 to 365. Default: none, and then no rotation is due. */
  readonly adminRotationIntervalDays?: LatchkeyDynamicSecretAwsArguments["adminRotationIntervalDays"];
  /** Path of the key that encrypts what the dynamic secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly encryptionKeyName?: LatchkeyDynamicSecretAwsArguments["encryptionKeyName"];
  /** Whether the gateway refuses to delete the dynamic producer, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyDynamicSecretAwsArguments["deleteProtection"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the dynamic producer as they are. */
  readonly itemCustomFields?: LatchkeyDynamicSecretAwsArguments["itemCustomFields"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyDynamicSecretAwsArguments["secureAccessEnable"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyDynamicSecretAwsArguments["secureAccessCertificateIssuer"];
  /** Id of the AWS account that secure remote access opens. Default: none. */
  readonly secureAccessAwsAccountId?: LatchkeyDynamicSecretAwsArguments["secureAccessAwsAccountId"];
  /** Whether secure remote access is by AWS's own command line. Default: `false`. */
  readonly secureAccessAwsNativeCli?: LatchkeyDynamicSecretAwsArguments["secureAccessAwsNativeCli"];
  /** Whether secure remote access is by an isolated browser. Default: `false`. */
  readonly secureAccessWebBrowsing?: LatchkeyDynamicSecretAwsArguments["secureAccessWebBrowsing"];
  /** Whether secure remote access is by a web proxy. Default: `false`. */
  readonly secureAccessWebProxy?: LatchkeyDynamicSecretAwsArguments["secureAccessWebProxy"];
  /** Seconds that secure remote access waits before it uses what was issued. Default: none. */
  readonly secureAccessDelaySeconds?: LatchkeyDynamicSecretAwsArguments["secureAccessDelaySeconds"];
  /** Whether secure remote access is by a browser. Default: `true`. The gateway tells it while `secure_access_enable` is on. */
  readonly secureAccessWeb?: LatchkeyDynamicSecretAwsArguments["secureAccessWeb"];
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
