import { AwsError, unsupported } from "../errors.js";
import type { PreparedCall } from "../prepared-call.js";
import type { Account } from "../store/account.js";
import type { SecretsCall } from "./actions/action.js";
import { secretsActionNamed } from "./actions/index.js";
import type { Fields } from "./fields.js";
import type { RotationRunner } from "./rotation-runner.js";

const TARGET = /^secretsmanager\.(\w+)$/;

/** The action that an X-Amz-Target header names. @throws AwsError UnknownOperationException. */
export function targetAction(target: string | undefined): string {
  const [, name] = TARGET.exec(target ?? "") ?? [];
  if (name === undefined) throw new AwsError("UnknownOperationException", "The operation is not known.");
  return name;
}

/** A call of Secrets Manager, in AWS JSON 1.1. @throws AwsError SandboxUnsupported. */
export function jsonCall(
  name: string,
  fields: Fields,
  { account, rotator }: { readonly account: Account; readonly rotator: RotationRunner },
): PreparedCall {
  const action = secretsActionNamed(name);
  if (!action) throw unsupported(`it does not have the action secretsmanager:${name}.`);
  const call = { fields, account, rotator, random: account.random };
  return {
    action: name,
    write: action.write,
    check: () => fields.allowOnly(name, action.takes),
    about: (caller, now) => {
      account.secrets.purge(now);
      return action.about({ ...call, caller, now } satisfies SecretsCall);
    },
    run: (caller, now) => {
      const result = action.run({ ...call, caller, now });
      if (action.write) rotator.plan();
      return { headers: { "Content-Type": "application/x-amz-json-1.1" }, body: JSON.stringify(result) };
    },
  };
}
