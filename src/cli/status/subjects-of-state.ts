import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { parseIamUserArn } from "../../domain/iam-user-arn.js";
import type { StateFile, StateInstance } from "../state/state-file.js";
import type { Subject } from "./subject.js";

/** The targets that a state knows, by the target itself or by its retirement, in the order of their paths. */
export function subjectsOf({ instances }: StateFile): Subject[] {
  const of = (type: string, name: string) =>
    new Map(
      instances
        .filter((one) => one.type === type)
        .flatMap((one) => {
          const path = pathIn(one, name);
          return path === undefined ? [] : [[path, one] as const];
        }),
    );
  const targets = of("latchkey_target_aws", "name");
  const rotators = of("latchkey_rotator_aws", "target");
  const retirements = of("latchkey_seed_retirement", "target");
  return [...new Set([...targets.keys(), ...retirements.keys()])].sort().map((target): Subject => {
    const [record, retirement] = [targets.get(target), retirements.get(target)];
    const rotator = rotators.get(target);
    const told = (name: string) => textIn(record, name) ?? textIn(retirement, name);
    const userArn = told("seed_user_arn");
    return {
      target,
      user: userArn === undefined ? undefined : parseIamUserArn(userArn),
      rotator: (rotator && pathIn(rotator, "name")) ?? (retirement && pathIn(retirement, "rotator")),
      seedKeyId: told("seed_key_id"),
      retirement: retirement && {
        proof: textIn(retirement, "proof"),
        at: dateFrom(textIn(retirement, "retired_at")),
      },
    };
  });
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
