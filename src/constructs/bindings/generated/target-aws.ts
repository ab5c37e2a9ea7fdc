// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { targetAwsTable } from "../../../schema/resources/target-aws.js";
import { bind, type BindingConfig } from "../bind.js";

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
