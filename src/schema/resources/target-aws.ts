import { keyIdDoubt, keySecretDoubt } from "../../domain/access-key-shape.js";
import { GATEWAY_MAX_VERSIONS } from "../../domain/gateway-defaults.js";
import { iamRoleArnFlaw } from "../../domain/iam-arn.js";
import { parseIamUserArn } from "../../domain/iam-user-arn.js";
import { gatewayName } from "../../types/attributes/gateway-name.js";
import { awsRegion, gatewayText, notEmpty } from "../../types/attributes/texts.js";
import { isNewVersion } from "../../types/mechanism/new-version.js";
import { attr, ruleOn, table } from "../../vocabulary/index.js";

const attributes = {
  name: attr.required.string({
    doc: "Path of the target in the gateway. Changing it renames the target; what works through it stays with it.",
    ...gatewayName,
  }),
  description: attr.optional.string({ doc: "Text shown with the target. Default: none.", ...gatewayText }),
  region: attr.optional.string({
    doc: "Region in which the gateway calls AWS. Default: the gateway's own default, `us-east-2`. The gateway tells it only together with the secret, which is never read on refresh; so a change made elsewhere is not noticed.",
    ...awsRegion,
    tellsNothing: true,
  }),
  seed_user_arn: attr.optional.string({
    doc: "ARN of the IAM user that is dedicated to this target (tag `latchkey:target` = the target's path). The provider mints the user's first key, hands it over and never stores it. Beside the target it keeps a journal entry without any secret, the item `<name>.latchkey-seed`, which proves whose the user's keys are until the seed is retired: the caller needs `create`, `read`, `update` and `delete` on that item. A user with a key that Latchkey did not provably make is refused. Excludes the other credential sources. Changed in place, to another user and to another source: the target is given the new credential, and then the key that it held of the former user ends, with the former seed.",
    flawCode: "ARN_MALFORMED",
    flaw: (arn: string) =>
      parseIamUserArn(arn) ? undefined : `should be the ARN of an IAM user, got ${JSON.stringify(arn)}`,
    tellsNothing: true,
  }),
  seed_version: attr.optional.int({
    doc: "Asks for a fresh seed when it is set to another number, or for the first time on a target that is there: a new key of the user is minted, handed over and proven by use, the key that the target held is ended, and a `latchkey_seed_retirement` then retires the fresh seed. The target and what refers to it stay. What is in the way is said before anything is written: AWS allows two keys of a user, and the fresh one needs the second slot. Making a target with it, or taking it away, asks for nothing. Needs `seed_user_arn`. Default: no fresh seed is ever asked for.",
    min: 0,
  }),
  use_gateway_identity: attr.optional.bool({
    doc: "`true`: the gateway uses the AWS identity that it runs as, and no key exists at all. Excludes the other credential sources.",
    tellsNothing: true,
  }),
  generate_external_id: attr.optional.bool({
    doc: "`true`: the gateway makes an external id of its own for this target, `external_id`, and shows it whenever it assumes `role_arn`. Goes with `use_gateway_identity = true` alone. Default: one with `role_arn`, else none.",
    tellsNothing: true,
  }),
  role_arn: attr.optional.string({
    doc: "ARN of the IAM role that the gateway assumes from its own identity, in this account or another one. Needs `use_gateway_identity = true`, and brings an external id: without one the gateway may leave the role out, and would work with all that it may do itself. The role's trust policy names the gateway's own role and, as the condition `sts:ExternalId`, the target's `external_id`; so write the ARN as a text, because a reference to the role and one back to the target would be a circle. Default: the gateway works as itself.",
    flaw: iamRoleArnFlaw,
    flawCode: "ARN_MALFORMED",
    tellsNothing: true,
    examples: ["arn:aws:iam::123456789012:role/gateway-work", "arn:aws:iam::123456789012:role/gateway-audit"],
  }),
  access_key_id: attr.optional.string({
    doc: "Id of an access key that is made elsewhere. Needs `secret_access_key_wo` and its version. Excludes the other credential sources.",
    ...notEmpty,
    misplaced: keyIdDoubt,
    tellsNothing: true,
  }),
  secret_access_key_wo: attr.writeOnly.string({
    doc: "Secret of that access key. Never stored; sent when its version changes, and needed only then, when the access key changes and when the target is made: whoever plans without it plans no change.",
    versionedBy: "secret_access_key_wo_version",
    ...notEmpty,
    misplaced: keySecretDoubt,
  }),
  session_token_wo: attr.writeOnly.string({
    doc: "Session token of that access key, where it is a temporary one. Never stored; sent when the version changes.",
    versionedBy: "secret_access_key_wo_version",
    ...notEmpty,
    misplaced: keySecretDoubt,
  }),
  secret_access_key_wo_version: attr.optional.int({
    doc: "Raise it whenever the access key changes: Terraform cannot compare what it does not store.",
    min: 0,
  }),
  key: attr.optional.string({
    doc: "Path of the key that encrypts what the target holds. Default: the account's own. Without it an update leaves the key as it is. The gateway takes another one only together with the credential: what the target holds at that moment, a rotated access key, too, is read and sent back with it.",
    ...gatewayName,
    leftToGateway: { usually: null, varies: true },
  }),
  max_versions: attr.optional.int({
    doc: `How many versions of the target are kept. Changed without a credential being sent. Default: the account's own number, usually ${GATEWAY_MAX_VERSIONS}. Without it an update leaves the number as it is.`,
    min: 1,
    leftToGateway: { usually: GATEWAY_MAX_VERSIONS, varies: true },
    tellsNothing: true,
  }),
  target_id: attr.computed.int({
    doc: "The gateway's own number of the target, by which it is told from another one of the same name. 0 after a create of which the provider cannot tell yet whether the gateway carried it out.",
    stable: true,
  }),
  seed_key_id: attr.computedOrNull.string({
    doc: "Id of the key that was minted for the hand-over, for `latchkey_seed_retirement`. The id of a retired key is harmless. Null without `seed_user_arn`.",
    stable: true,
  }),
  external_id: attr.computedOrNull.string({
    doc: "The external id that the gateway has made, for the trust policy of the role. No secret. It is read when it is made and with every change that may make another one. Null without `generate_external_id`, and where the provider's auth method may not read the target's details.",
    stable: true,
  }),
  gateway_record: attr.computed.string({
    doc: "`present`; `missing` while the gateway has lost the target but keys of its IAM user or its journal entry are left, of which the next apply or destroy removes what Latchkey provably made; or `keyless` when the target is there but its IAM user has lost the key that it held, so that the next apply mints a new seed and hands it over.",
    oneOf: ["present", "missing", "keyless"],
    stable: true,
  }),
};

const rule = ruleOn(attributes);

const OWN_IDENTITY_ONLY =
  "The gateway goes on to a role from its own identity alone: set use_gateway_identity = true together with role_arn, and no access key; leave generate_external_id out, or true. A target that is to assume a role with a key gets none here; the role is named by role_arns of a dynamic secret that works through it.";

/** The names of the credential sources that are set. */
export function sourcesIn(values: Source): string[] {
  return [
    values.seed_user_arn !== null && "seed_user_arn",
    values.use_gateway_identity === true && "use_gateway_identity",
    values.access_key_id !== null && "access_key_id",
  ].filter((name) => name !== false);
}

interface Source {
  readonly seed_user_arn: string | null;
  readonly use_gateway_identity: boolean | null;
  readonly access_key_id: string | null;
}

/** Whether the gateway is to make an external id: where that is said, and for a role where nothing is. */
export function asksForExternalId(values: {
  readonly generate_external_id: boolean | null;
  readonly role_arn: string | null;
}): boolean {
  return values.generate_external_id ?? values.role_arn !== null;
}

interface VersionedKey extends Source {
  readonly secret_access_key_wo_version: number | null;
}

/**
 * Whether the gateway is to be given an access key: another one, or the same one's new version. What an import knows
 * nothing of is not overwritten by the first words about it: a rotator may have replaced that key long ago.
 */
export function givesKey(values: VersionedKey, prior: VersionedKey | null): boolean {
  const { access_key_id, secret_access_key_wo_version: version } = values;
  if (access_key_id === null) return false;
  if (!prior) return true;
  if (sourcesIn(prior).length === 0) return false;
  if (prior.access_key_id !== access_key_id) return true;
  return isNewVersion(version, prior.secret_access_key_wo_version);
}

/** How the gateway reaches AWS. */
export const targetAwsTable = table({
  type: "target_aws",
  doc: "How the gateway reaches AWS. A new target needs exactly one credential source; without one, a target that exists keeps what it holds. A source that was changed in the gateway itself, its role and external id included, is not noticed by a plan, because the gateway tells it only together with the secret; `latchkey status --terraform` tells it. With `seed_user_arn` the provider mints the first access key itself, hands it over in the same step and proves that it works; no secret of it is ever stored.",
  identity: "name",
  tree: "targets",
  importing: {
    tells: [
      "seed_user_arn",
      "seed_key_id",
      "seed_version",
      "use_gateway_identity",
      "generate_external_id",
      "role_arn",
      "access_key_id",
      "secret_access_key_wo_version",
      "region",
      "max_versions",
    ],
    doc: "The gateway tells the credential source and the region of a target only together with its secret, so they are never looked up, except for `external_id`, which goes without a secret. What the id leaves open stays as it is: a configuration that names no source plans no change, and the first source that it names after an import is recorded, not sent. `seed_key_id` is found in the gateway while the seed is not retired; tell it where that has been done. Tell `seed_version` where the configuration has one: its first value asks for a fresh seed. `PATH,USER_ARN` is the short form for a seeded target.",
    examples: [
      {
        of: "a target that is seeded with an IAM user",
        id: "/prod/aws,seed_user_arn=arn:aws:iam::123456789012:user/gateway",
      },
      {
        of: "a target that uses the gateway's own identity",
        id: "/prod/aws,use_gateway_identity=true",
      },
      {
        of: "a target with a key that was made elsewhere",
        id: "/prod/aws,access_key_id=AKIAIOSFODNN7EXAMPLE,secret_access_key_wo_version=1",
      },
      {
        of: "a target that assumes a role from the gateway's own identity",
        id: "/prod/aws,use_gateway_identity=true,generate_external_id=true,role_arn=arn:aws:iam::123456789012:role/gateway-work",
      },
      { of: "a target whose source of credentials is left open", id: "/prod/aws" },
    ],
  },
  attributes,
  rules: [
    rule({
      code: "CREDENTIAL_SOURCE_UNCLEAR",
      needs: ["seed_user_arn", "use_gateway_identity", "access_key_id"],
      at: "seed_user_arn",
      broken: (values) => {
        const set = sourcesIn(values);
        return set.length > 1 ? `${set.length} sources are set: ${set.join(", ")}` : undefined;
      },
    }),
    rule({
      code: "CREDENTIAL_SOURCE_UNCLEAR",
      when: "create",
      needs: ["seed_user_arn", "use_gateway_identity", "access_key_id"],
      at: "seed_user_arn",
      broken: (values) =>
        sourcesIn(values).length === 0 ? "0 sources are set, and the target is to be made" : undefined,
    }),
    rule({
      code: "CREDENTIAL_SOURCE_UNCLEAR",
      needs: ["access_key_id", "secret_access_key_wo", "session_token_wo"],
      at: "access_key_id",
      broken: ({ access_key_id, secret_access_key_wo, session_token_wo }) =>
        access_key_id === null && (secret_access_key_wo !== null || session_token_wo !== null)
          ? "a write-only part of a key is set, access_key_id is not"
          : undefined,
    }),
    rule({
      code: "CREDENTIAL_SOURCE_UNCLEAR",
      when: "change",
      needs: [
        "seed_user_arn",
        "use_gateway_identity",
        "access_key_id",
        "secret_access_key_wo",
        "secret_access_key_wo_version",
      ],
      at: "access_key_id",
      advice:
        "Give secret_access_key_wo and its version for this apply. Without the secret leave access_key_id and secret_access_key_wo_version as they were, and the key that the target holds stays.",
      broken: (values, prior) => {
        if (values.secret_access_key_wo !== null || !givesKey(values, prior)) return undefined;
        return prior
          ? "the access key changes, and secret_access_key_wo is not set"
          : "access_key_id is set, secret_access_key_wo is not";
      },
    }),
    rule({
      code: "CREDENTIAL_SOURCE_UNCLEAR",
      needs: ["generate_external_id", "use_gateway_identity"],
      at: "generate_external_id",
      advice: OWN_IDENTITY_ONLY,
      broken: ({ generate_external_id, use_gateway_identity }) =>
        generate_external_id === true && use_gateway_identity !== true
          ? "generate_external_id is true, use_gateway_identity is not"
          : undefined,
    }),
    rule({
      code: "CREDENTIAL_SOURCE_UNCLEAR",
      needs: ["role_arn", "use_gateway_identity", "generate_external_id"],
      at: "role_arn",
      advice: OWN_IDENTITY_ONLY,
      broken: ({ role_arn, use_gateway_identity, generate_external_id }) => {
        if (role_arn === null) return undefined;
        if (use_gateway_identity !== true) return "role_arn is set, use_gateway_identity is not true";
        return generate_external_id === false ? "role_arn is set, generate_external_id is false" : undefined;
      },
    }),
    rule({
      code: "CREDENTIAL_SOURCE_UNCLEAR",
      needs: ["seed_version", "seed_user_arn"],
      at: "seed_version",
      broken: ({ seed_version, seed_user_arn }) =>
        seed_version !== null && seed_user_arn === null
          ? "seed_version is set, seed_user_arn is not: there is no user to mint a seed for"
          : undefined,
    }),
    rule({
      code: "WRITE_ONLY_VERSION_MISSING",
      needs: ["secret_access_key_wo", "secret_access_key_wo_version"],
      at: "secret_access_key_wo_version",
      broken: ({ secret_access_key_wo, secret_access_key_wo_version }) =>
        secret_access_key_wo !== null && secret_access_key_wo_version === null
          ? "secret_access_key_wo is set, secret_access_key_wo_version is not"
          : undefined,
    }),
  ],
});
