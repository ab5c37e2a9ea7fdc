import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { shown } from "../domain/shown.js";
import { Fault } from "../errors/fault.js";
import { SECRET_KINDS } from "./secret-kind.js";
import type { SecretRules } from "./secret-rules.js";
import type { SecretOptions, SecretsOptions } from "./secrets-options.js";

const DAY = 86_400;
const WEEK = 7 * DAY;

/** What each number of seconds may be, and what it is where it is left out. */
const SECONDS = {
  ttlSeconds: { least: 1, most: DAY, usual: 300 },
  marginSeconds: { least: 0, most: DAY, usual: undefined },
  staleSeconds: { least: 0, most: WEEK, usual: 3_600 },
  staleAfterSeconds: { least: 0, most: 600, usual: 1 },
  idleSeconds: { least: 1, most: WEEK, usual: 900 },
  patienceSeconds: { least: 0, most: 600, usual: 15 },
} as const;

type Times = { readonly [N in keyof typeof SECONDS]?: number | undefined };

/** The options as the client works with them; all times in milliseconds. */
export interface CheckedOptions {
  readonly rulesOf: (path: string) => SecretRules;
  readonly staleAfterMs: number;
  readonly idleMs: number;
  readonly patienceMs: number;
}

/** @throws Fault SECRETS_OPTION_REFUSED */
export function checkedOptions(options: SecretsOptions): CheckedOptions {
  const rules = new Map(
    Object.entries(options.secrets ?? {}).map(([path, one]) => [
      normalizedGatewayPath(path),
      rulesFrom({ ...definedOf(options), ...definedOf(one) }, `of secret ${JSON.stringify(path)}`),
    ]),
  );
  const usual = rulesFrom(definedOf(options), "of all secrets");
  return {
    rulesOf: (path) => rules.get(path) ?? usual,
    staleAfterMs: milliseconds("staleAfterSeconds", options) ?? 0,
    idleMs: milliseconds("idleSeconds", options) ?? 0,
    patienceMs: milliseconds("patienceSeconds", options) ?? 0,
  };
}

function rulesFrom(options: SecretOptions, of: string): SecretRules {
  const { kind, input } = options;
  if (kind !== undefined && !SECRET_KINDS.includes(kind)) {
    throw refused(`kind ${of} should be one of ${SECRET_KINDS.join(", ")}, got ${shown(kind)}`);
  }
  return {
    kind,
    input,
    ttlMs: milliseconds("ttlSeconds", options, of) ?? 0,
    marginMs: milliseconds("marginSeconds", options, of),
    staleMs: milliseconds("staleSeconds", options, of) ?? 0,
  };
}

function milliseconds(name: keyof Times, options: Times, of = "of all secrets"): number | undefined {
  const { least, most, usual } = SECONDS[name];
  const value = options[name] ?? usual;
  if (value === undefined) return undefined;
  if (typeof value === "number" && value >= least && value <= most) return value * 1000;
  throw refused(`${name} ${of} should be a number from ${least} to ${most}, got ${shown(value)}`);
}

/** Without what is there and undefined, which would hide what is said of all secrets. */
function definedOf(options: SecretsOptions | SecretOptions): SecretOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function refused(seen: string): Fault {
  return new Fault("SECRETS_OPTION_REFUSED", {
    doing: "making a secrets client",
    seen,
    state: "No client was made, and nothing was read.",
  });
}
