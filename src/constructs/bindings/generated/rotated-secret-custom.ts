// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { rotatedSecretCustom } from "../../../types/rotated-secret-custom.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyRotatedSecretCustomArguments = BindingConfig<typeof rotatedSecretCustom.table>;

/** Arguments of `latchkey_rotated_secret_custom`. */
export interface LatchkeyRotatedSecretCustomConfig extends LatchkeyRotatedSecretCustomArguments {
  /** Path of the rotated secret in the gateway. Changing it renames the rotated secret. */
  readonly name: LatchkeyRotatedSecretCustomArguments["name"];
  /** Whether the schedule is on. Default: `true`. */
  readonly autoRotate?: LatchkeyRotatedSecretCustomArguments["autoRotate"];
  /** Days between two rotations, 1 to 365. Default: 1. */
  readonly intervalDays?: LatchkeyRotatedSecretCustomArguments["intervalDays"];
  /** Hour of the day (UTC, 0 to 23) at which a due rotation happens. Default: the gateway's own choice. */
  readonly rotationHour?: LatchkeyRotatedSecretCustomArguments["rotationHour"];
  /** Days before a rotation on which the gateway tells that it comes. Default: none. */
  readonly rotationEventIn?: LatchkeyRotatedSecretCustomArguments["rotationEventIn"];
  /** Characters of a password where the gateway makes one for the webhook, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly passwordLength?: LatchkeyRotatedSecretCustomArguments["passwordLength"];
  /** Whether secure remote access is on. Default: `false`. */
  readonly secureAccessEnable?: LatchkeyRotatedSecretCustomArguments["secureAccessEnable"];
  /** Whether the secret can be neither read nor changed while a session of secure remote access works with it. Default: `false`. */
  readonly lockDuringSraSession?: LatchkeyRotatedSecretCustomArguments["lockDuringSraSession"];
  /** Whether the secret is rotated when a session of secure remote access ends. Default: `false`. */
  readonly rotateAfterDisconnect?: LatchkeyRotatedSecretCustomArguments["rotateAfterDisconnect"];
  /** Text shown with the rotated secret. Default: none. */
  readonly description?: LatchkeyRotatedSecretCustomArguments["description"];
  /** Tags of the rotated secret in the gateway. Default: none. */
  readonly tags?: LatchkeyRotatedSecretCustomArguments["tags"];
  /** Path of the target through which rotation is done. Changing it makes a new rotated secret. */
  readonly target: LatchkeyRotatedSecretCustomArguments["target"];
  /** Who changes the value: the user himself (`use-user-creds`), or the target's user (`use-target-creds`). Default: `use-user-creds`. */
  readonly authenticationCredentials?: LatchkeyRotatedSecretCustomArguments["authenticationCredentials"];
  /** Whether the gateway refuses to delete the rotated secret, a destroy included, until this is `false` again. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyRotatedSecretCustomArguments["deleteProtection"];
  /** Path of the key that encrypts what the rotated secret holds. Default: the account's own. Without it an update leaves the key as it is. */
  readonly key?: LatchkeyRotatedSecretCustomArguments["key"];
  /** How many versions of the rotated secret are kept. Default: the account's own number, usually 20. Without it an update leaves the number as it is. */
  readonly maxVersions?: LatchkeyRotatedSecretCustomArguments["maxVersions"];
  /** Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the rotated secret as they are. */
  readonly itemCustomFields?: LatchkeyRotatedSecretCustomArguments["itemCustomFields"];
  /** Whether a rule is given of what passwords are made where the gateway makes one for the webhook. Default: `false`. */
  readonly enablePasswordPolicy?: LatchkeyRotatedSecretCustomArguments["enablePasswordPolicy"];
  /** Whether a password has capital letters where the gateway makes one for the webhook. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useCapitalLetters?: LatchkeyRotatedSecretCustomArguments["useCapitalLetters"];
  /** Whether a password has small letters where the gateway makes one for the webhook. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useLowerLetters?: LatchkeyRotatedSecretCustomArguments["useLowerLetters"];
  /** Whether a password has digits where the gateway makes one for the webhook. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useNumbers?: LatchkeyRotatedSecretCustomArguments["useNumbers"];
  /** Whether a password has characters that are neither letters nor digits where the gateway makes one for the webhook. Default: the account's own rule. Without it an update leaves it as it is. */
  readonly useSpecialCharacters?: LatchkeyRotatedSecretCustomArguments["useSpecialCharacters"];
  /** Path of the issuer of SSH certificates for secure remote access. Default: none. */
  readonly secureAccessCertificateIssuer?: LatchkeyRotatedSecretCustomArguments["secureAccessCertificateIssuer"];
  /** Servers that secure remote access offers. Default: the target's own. */
  readonly secureAccessHost?: LatchkeyRotatedSecretCustomArguments["secureAccessHost"];
  /** User as whom secure remote access logs in by SSH, in place of the one that the issuer of certificates names. Default: none. */
  readonly secureAccessSshUser?: LatchkeyRotatedSecretCustomArguments["secureAccessSshUser"];
  /** User as whom secure remote access logs in to Windows. Default: none. */
  readonly secureAccessRdpUser?: LatchkeyRotatedSecretCustomArguments["secureAccessRdpUser"];
  /** Domain in which secure remote access logs in to Windows. Default: none. */
  readonly secureAccessRdpDomain?: LatchkeyRotatedSecretCustomArguments["secureAccessRdpDomain"];
  /** Whether callers of secure remote access may name another user of a domain. Default: `false`. */
  readonly secureAccessAllowExternalUser?: LatchkeyRotatedSecretCustomArguments["secureAccessAllowExternalUser"];
  /** Address that secure remote access opens. Default: none. */
  readonly secureAccessUrl?: LatchkeyRotatedSecretCustomArguments["secureAccessUrl"];
  /** Whether secure remote access is by a browser. Default: `false`. */
  readonly secureAccessWeb?: LatchkeyRotatedSecretCustomArguments["secureAccessWeb"];
  /** Whether secure remote access is by an isolated browser. Default: `false`. */
  readonly secureAccessWebBrowsing?: LatchkeyRotatedSecretCustomArguments["secureAccessWebBrowsing"];
  /** Whether secure remote access is by a web proxy. Default: `false`. */
  readonly secureAccessWebProxy?: LatchkeyRotatedSecretCustomArguments["secureAccessWebProxy"];
  /** What the webhook works with; the gateway sends it with every rotation, and replaces it by the answer. Applications read it as the value of the secret. Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds. */
  readonly payloadWo?: LatchkeyRotatedSecretCustomArguments["payloadWo"];
  /** Raise it whenever `payload_wo` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent. */
  readonly payloadWoVersion?: LatchkeyRotatedSecretCustomArguments["payloadWoVersion"];
  /** Seconds that the gateway waits for an answer of the webhook. Default: 40. */
  readonly timeoutSeconds?: LatchkeyRotatedSecretCustomArguments["timeoutSeconds"];
}

/** `latchkey_rotated_secret_custom`: Has a payload replaced on a schedule by a webhook of one's own, which is the URL of a web target, for a system that the gateway does not know. */
export class LatchkeyRotatedSecretCustom extends bind(rotatedSecretCustom.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRotatedSecretCustomConfig) {
    super(scope, id, config);
  }
}
