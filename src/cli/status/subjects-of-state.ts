import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { parseIamUserArn } from "../../domain/iam-user-arn.js";
import { rotatorIn } from "../state/rotators.js";
import type { StateFile, StateInstance } from "../state/state-file.js";
import type { StatusSubject } from "./subject.js";

/** By our provider and by the gateway's official one. */
const TARGETS = ["latchkey_target_aws", "akeyless_target_aws"];

/** The targets that a state knows, by the target itself or by its retirement, in the order of their paths. */
export function subjectsOf({ instances }: StateFile): StatusSubject[] {
  const of = (types: readonly string[], name: string) =>
    new Map(
      instances
        .filter((one) => types.includes(one.type))
        .flatMap((one) => {
          const path = pathIn(one, name);
          return path === undefined ? [] : [[path, one] as const];
        }),
    );
  const targets = of(TARGETS, "name");
  const rotators = instances.flatMap((one) => rotatorIn(one) ?? []);
  const retirements = of(["latchkey_seed_retirement"], "target");
  return [...new Set([...targets.keys(), ...retirements.keys()])].sort().map((target): StatusSubject => {
    const [record, retirement] = [targets.get(target), retirements.get(target)];
    const rotator = rotators.find((one) => one.target === target);
    const told = (name: string) => textIn(record, name) ?? textIn(retirement, name);
    const userArn = told("seed_user_arn") ?? ownerIn(instances, textIn(record, "access_key_id"));
    return {
      target,
      user: userArn === undefined ? undefined : parseIamUserArn(userArn),
      rotator: (retirement && pathIn(retirement, "rotator")) ?? rotator?.path,
      seedKeyId: told("seed_key_id"),
      retirement: retirement && {
        proof: textIn(retirement, "proof"),
        at: dateFrom(textIn(retirement, "retired_at")),
      },
    };
  });
}

/** The ARN of the user of a key that Terraform has made, where the state holds them all. */
function ownerIn(instances: readonly StateInstance[], keyId: string | undefined): string | undefined {
  const key = instances.find(
    ({ type, attributes }) => type === "aws_iam_access_key" && attributes.id === keyId,
  );
  const name = textIn(key, "user");
  const users = instances.filter((one) => one.type === "aws_iam_user" && textIn(one, "name") === name);
  return keyId !== undefined && users.length === 1 ? textIn(users[0], "arn") : undefined;
}

function textIn(one: StateInstance | undefined, name: string): string | undefined {
  const value = one?.attributes[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function pathIn(one: StateInstance, name: string): string | undefined {
  const path = textIn(one, name);
  return path === undefined ? undefined : normalizedGatewayPath(path);
}

function dateFrom(text: string | undefined): Date | undefined {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}
