import { Fault } from "../errors/fault.js";
import type { RotationFunctionProps } from "./rotation-function.js";

/**
 * What a function is for, as its environment tells it: `LATCHKEY_USER_ARN` and `LATCHKEY_SECRET_ARN`; beside them
 * `LATCHKEY_GRACE_SECONDS`, `LATCHKEY_QUIET_SECONDS`, `LATCHKEY_KEY_SETTLE_SECONDS`, `LATCHKEY_KEY_ID_FIELD` and
 * `LATCHKEY_SECRET_FIELD`, with the defaults of the function.
 *
 * @throws Fault VALUE_NOT_ALLOWED
 */
export function propsFrom(env: NodeJS.ProcessEnv): RotationFunctionProps {
  const fields = { keyId: env.LATCHKEY_KEY_ID_FIELD, secret: env.LATCHKEY_SECRET_FIELD };
  return {
    userArn: text("LATCHKEY_USER_ARN", env),
    secretArn: text("LATCHKEY_SECRET_ARN", env),
    ...number("graceSeconds", "LATCHKEY_GRACE_SECONDS", env),
    ...number("quietSeconds", "LATCHKEY_QUIET_SECONDS", env),
    ...number("settleSeconds", "LATCHKEY_KEY_SETTLE_SECONDS", env),
    fields: Object.fromEntries(Object.entries(fields).filter(([, name]) => name)),
  };
}

function text(name: string, env: NodeJS.ProcessEnv): string {
  const value = env[name]?.trim();
  if (value) return value;
  throw malformed(name, "it is not set");
}

function number<K extends string>(property: K, name: string, env: NodeJS.ProcessEnv): { [P in K]?: number } {
  const value = env[name]?.trim();
  if (!value) return {};
  if (!/^\d{1,9}$/.test(value))
    throw malformed(name, `it should be whole seconds, got ${JSON.stringify(value)}`);
  return { [property]: Number(value) } as { [P in K]?: number };
}

function malformed(name: string, why: string): Fault {
  return new Fault("VALUE_NOT_ALLOWED", {
    doing: `reading ${name} of the function's environment`,
    seen: why,
    state: "Nothing was done.",
  });
}
