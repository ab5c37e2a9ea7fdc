import { gatewayPathFlaw } from "../../domain/gateway-path.js";
import { parseIamUserArn } from "../../domain/iam-user-arn.js";
import { USUAL_KEY_FIELDS } from "../../domain/key-fields.js";
import { DEFAULT_QUIET_SECONDS } from "../../domain/quiet-period.js";
import { notEmpty } from "../../types/attributes/texts.js";
import { attr, ruleOn, table } from "../../vocabulary/index.js";

const DAY_SECONDS = 86_400;

/** Where the secret of a machine user can be. */
type SecretStore = "aws_secrets_manager" | "gateway";

const attributes = {
  secret_id: attr.required.string({
    doc: "The secret in which the users of the key find it: in AWS Secrets Manager its ARN, or its name in the provider's region; in the gateway the path of a static secret, which the resource makes with the first key and deletes with the last. Another secret makes the key anew.",
    ...notEmpty,
    replaces: true,
  }),
  secret_store: attr.defaulted.string<SecretStore>({
    doc: "What the secret is in: `aws_secrets_manager`, or `gateway` for a static secret of the gateway. Default: `aws_secrets_manager`.",
    default: "aws_secrets_manager",
    oneOf: ["aws_secrets_manager", "gateway"],
    replaces: true,
  }),
  user_arn: attr.required.string({
    doc: "ARN of the IAM user whose key it is. The user is dedicated to the secret by its tag `latchkey:secret`, whose value is the secret's name or ARN, or the path of the static secret, and has no keys but those of this resource. Another user makes the key anew.",
    flawCode: "ARN_MALFORMED",
    flaw: (arn: string) =>
      parseIamUserArn(arn) ? undefined : `should be the ARN of an IAM user, got ${JSON.stringify(arn)}`,
    replaces: true,
  }),
  key_id_field: attr.defaulted.string<string>({
    doc: "Field of the secret's JSON that has the id of the key. Another one rotates the key. Default: `AWS_ACCESS_KEY_ID`.",
    default: USUAL_KEY_FIELDS.keyId,
    ...notEmpty,
  }),
  secret_field: attr.defaulted.string<string>({
    doc: "Field of the secret's JSON that has the secret access key. Another one rotates the key. Default: `AWS_SECRET_ACCESS_KEY`.",
    default: USUAL_KEY_FIELDS.secret,
    ...notEmpty,
  }),
  rotate_every_days: attr.optional.int({
    doc: "Days after which a key is due, 1 to 1000: the first apply after that rotates it. Longer than the grace. Default: only another `trigger` rotates it.",
    min: 1,
    max: 1000,
  }),
  trigger: attr.optional.string({
    doc: "Any text; another one rotates the key. Default: none.",
    ...notEmpty,
  }),
  grace_period_seconds: attr.defaulted.int({
    doc: "Seconds for which a replaced key goes on working, 0 to 31536000. The first apply after that ends it, unless it was used within the last day. Default: 604800.",
    default: 7 * DAY_SECONDS,
    min: 0,
    max: 365 * DAY_SECONDS,
  }),
  quiet_period_seconds: attr.defaulted.int({
    doc: `Seconds between the deactivation of a replaced key and its deletion, 0 to 3600. Default: ${DEFAULT_QUIET_SECONDS}.`,
    default: DEFAULT_QUIET_SECONDS,
    min: 0,
    max: 3600,
  }),
  access_key_id: attr.computed.string({
    doc: "Id of the key that readers of the secret get. Its secret is in the secret and nowhere else.",
    stable: true,
  }),
  replaced_key_id: attr.computedOrNull.string({
    doc: "Id of the key that was replaced last, as long as it exists; null otherwise.",
    stable: true,
  }),
  rotated_at: attr.computed.string({
    doc: "When the key was made (RFC 3339, UTC).",
    stable: true,
  }),
  key_status: attr.computed.string<"current" | "due" | "lost" | "unfinished">({
    doc: "`current`; `due` when the key, or the end of the one that it has replaced, is due; `lost` when readers get something else, or a key that does not work; `unfinished` when a run has not come to its end. Anything but `current` makes the next apply put it right.",
    oneOf: ["current", "due", "lost", "unfinished"],
    stable: true,
  }),
};

const rule = ruleOn(attributes);

/** What is wrong with the path of a static secret. */
function pathFlaw(id: string): string | undefined {
  if (id.startsWith("arn:"))
    return `secret_store is gateway, and secret_id is the ARN of something in AWS: ${id}`;
  const flaw = id.startsWith("/") ? gatewayPathFlaw(id) : `should begin with "/", got ${JSON.stringify(id)}`;
  return flaw && `secret_store is gateway, so that secret_id ${flaw}`;
}

/** The access key of a machine user, in the secret in which its users find it. */
export const machineKeyTable = table({
  type: "machine_key",
  doc: "Mints an access key of an IAM user for machines and writes it to a secret of AWS Secrets Manager, or to a static secret of the gateway, from which alone its users read it: it is in no state and in no plan. Rotates it with overlap, and retires the key that was replaced.",
  identity: "secret_id",
  importing: {
    tells: [
      "user_arn",
      "secret_store",
      "key_id_field",
      "secret_field",
      "grace_period_seconds",
      "quiet_period_seconds",
    ],
    needs: ["user_arn"],
    doc: "A secret whose key this resource, or the rotation function, has made; nothing is read of its value.",
    examples: [
      {
        of: "the key of a machine user",
        id: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ci/pusher-AbCdEf,user_arn=arn:aws:iam::123456789012:user/machines/pusher",
      },
      {
        of: "the key of a machine user in a static secret",
        id: "/ci/pusher,secret_store=gateway,user_arn=arn:aws:iam::123456789012:user/machines/pusher",
      },
    ],
  },
  attributes,
  rules: [
    rule({
      code: "VALUE_NOT_ALLOWED",
      needs: ["secret_id", "secret_store"],
      at: "secret_store",
      advice:
        'A key has one place: name a secret of AWS Secrets Manager by its ARN or name, or set secret_store = "gateway" and name a static secret by its path.',
      broken: ({ secret_id, secret_store }) =>
        secret_store === "gateway" && secret_id !== null ? pathFlaw(secret_id) : undefined,
    }),
    rule({
      code: "VALUE_NOT_ALLOWED",
      needs: ["rotate_every_days", "grace_period_seconds"],
      at: "rotate_every_days",
      advice:
        "AWS allows a user two keys: let the grace of a replaced key be over before the next one is due.",
      broken({ rotate_every_days, grace_period_seconds }) {
        const grace = grace_period_seconds ?? 7 * DAY_SECONDS;
        if (rotate_every_days === null || rotate_every_days * DAY_SECONDS > grace) return undefined;
        const unless = grace_period_seconds === null ? " unless grace_period_seconds says otherwise" : "";
        return `the key is due after ${rotate_every_days} days, and the grace of the one before lasts ${grace} seconds${unless}`;
      },
    }),
  ],
});
