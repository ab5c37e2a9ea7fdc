import { camelCase } from "../../../domain/camel-case.js";
import { importIdValue } from "../../../domain/import-id-value.js";
import { USUAL_KEY_FIELDS } from "../../../domain/key-fields.js";
import type { ResourceAddress } from "../../state/resource-address.js";
import type { Stack } from "../../state/stack.js";
import { addressPartsOf, labelFrom, lines, ROOT } from "../address-parts.js";
import type { KeySubject } from "../candidate.js";
import { DEFAULT_GRACE_SECONDS } from "../options.js";

/** The resource that keeps the key of a secret from now on, and how it takes over what is there. */
export interface MachineEdit {
  /** What it replaces; undefined where no state tells. */
  readonly address: string | undefined;
  readonly hcl: string;
  readonly cdktf: string;
}

const VERSION = "aws_secretsmanager_secret_version";
const SECRET = "aws_secretsmanager_secret";
const USER = "aws_iam_user";

/** What to write instead of a key of Terraform's and the version of a secret that holds it. Undefined for other keys. */
export function machineEdit(
  { secret, user, versionResources = [] }: KeySubject,
  { secrets, users }: Stack,
): MachineEdit | undefined {
  if (!secret || !user) return undefined;
  const [version] = versionResources;
  const at = version
    ? addressPartsOf({ address: version.address, type: VERSION })
    : { module: "", name: "", key: "" };
  // What is written here is about one secret: it cannot stand in the place of many.
  const isOneOfMany = at.key !== "" || at.module.includes("[");
  const place = isOneOfMany ? "" : at.module;
  const label = labelFrom(
    isOneOfMany ? `${at.module}${at.name}${at.key}` : at.name || secret.name.replace(/^[^A-Za-z_]+/, ""),
  );
  const reference = (
    type: string,
    arn: string,
    all: readonly { address: ResourceAddress; arn: string }[],
  ) => {
    const owner = version && all.find((one) => one.arn === arn);
    const parts = owner && addressPartsOf({ address: owner.address, type });
    const isBeside = parts && parts.key === "" && parts.module === place && !isOneOfMany;
    return isBeside ? `${type}.${parts.name}.arn` : JSON.stringify(arn);
  };
  const told = [
    ["key_id_field", secret.fields.keyId, USUAL_KEY_FIELDS.keyId],
    ["secret_field", secret.fields.secret, USUAL_KEY_FIELDS.secret],
    ["grace_period_seconds", secret.graceSeconds, DEFAULT_GRACE_SECONDS],
  ] as const;
  const own = told.filter(([, value, usual]) => value !== usual);
  const written: [string, string][] = [
    ["secret_id", reference(SECRET, secret.arn, secrets)],
    ["user_arn", reference(USER, user.arn, users)],
    ...own.map(([name, value]): [string, string] => [name, JSON.stringify(value)]),
  ];
  const width = Math.max(...written.map(([name]) => name.length));
  const id = [
    secret.arn,
    `user_arn=${user.arn}`,
    ...own.map(([name, value]) => `${name}=${importIdValue(String(value))}`),
  ].join(",");
  const props = [
    ["secretId", secret.arn],
    ["userArn", user.arn],
    ...own.map(([name, value]) => [camelCase(name), value]),
  ];
  const [inModule, inRoot] = place === "" ? [] : [`# In ${place.slice(0, -1)}:`, ROOT];
  return {
    address: version?.address.text,
    hcl: lines(
      inModule ?? (at.module === "" ? undefined : ROOT),
      `resource "latchkey_machine_key" ${JSON.stringify(label)} {`,
      ...written.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`),
      "}",
      "",
      inRoot,
      "import {",
      `  to = ${place}latchkey_machine_key.${label}`,
      `  id = ${JSON.stringify(id)}`,
      "}",
    ),
    cdktf: lines(
      `new LatchkeyMachineKey(stack, ${JSON.stringify(label)}, {`,
      ...props.map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`),
      `}).importFrom(${JSON.stringify(id)});`,
    ),
  };
}
