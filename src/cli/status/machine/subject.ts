import { normalizedGatewayPath } from "../../../domain/gateway-path.js";
import { type IamUserArn, parseIamUserArn } from "../../../domain/iam-user-arn.js";
import { DEFAULT_GRACE_SECONDS } from "../../retire/options.js";
import type { StateFile, StateInstance } from "../../state/state-file.js";

/** The key of a machine user, as far as names go. */
export interface MachineKeySubject {
  /** ARN or name of a secret of AWS Secrets Manager, or path of a static secret of the gateway. */
  readonly secret: string;
  readonly store: "aws_secrets_manager" | "gateway";
  readonly user: IamUserArn;
  readonly graceMs: number;
  /** Days after which the key is due; null: never by itself. */
  readonly everyDays: number | null;
  /** Whether a resource of Terraform keeps it for certain. */
  readonly isOfResource: boolean;
}

/** The keys of machine users that a state knows, in the order of their secrets. */
export function machineKeySubjectsOf({ instances }: StateFile): MachineKeySubject[] {
  return instances
    .filter(({ type }) => type === "latchkey_machine_key")
    .flatMap(subjectOf)
    .sort((one, other) => (one.secret < other.secret ? -1 : 1));
}

function subjectOf({ attributes }: StateInstance): readonly MachineKeySubject[] {
  const { secret_id: secret, user_arn: arn } = attributes;
  const user = typeof arn === "string" ? parseIamUserArn(arn) : undefined;
  if (typeof secret !== "string" || !user) return [];
  const store = attributes.secret_store === "gateway" ? "gateway" : "aws_secrets_manager";
  return [
    {
      secret: store === "gateway" ? normalizedGatewayPath(secret) : secret,
      store,
      user,
      // An import that was not applied yet tells neither.
      graceMs: 1000 * (numberIn(attributes.grace_period_seconds) ?? DEFAULT_GRACE_SECONDS),
      everyDays: numberIn(attributes.rotate_every_days),
      isOfResource: true,
    },
  ];
}

/** Numbers of a state keep their digits in an object of their own. */
function numberIn(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(String(value));
}
