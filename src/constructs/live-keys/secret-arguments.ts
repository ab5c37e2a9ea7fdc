import { providerTable } from "../../schema/provider.js";
import type { Attribute } from "../../vocabulary/index.js";
import type { Block } from "./element-texts.js";

/** The official provider's arguments that are secret, whatever its schema says of them. */
const AKEYLESS = new Set([
  "access_key",
  "admin_password",
  "api_key",
  "aws_access_secret_key",
  "custom_payload",
  "jwt",
  "password",
  "payload",
  "secret_access_key",
  "session_token",
  "token",
  "uid_token",
]);
/** Of the AWS provider's block and of the S3 backend. */
const AWS = new Set(["access_key", "secret_key", "token"]);
const LATCHKEY = new Set(
  Object.entries(providerTable.attributes as Readonly<Record<string, Attribute>>).flatMap(
    ([name, { sensitive }]) => (sensitive ? [name] : []),
  ),
);
const NONE: ReadonlySet<string> = new Set();

/**
 * Whether an argument takes a secret: a write-only one, which by convention ends in `_wo`; and those of the gateway's
 * two providers, the AWS provider and the S3 backend. Other providers' bindings do not tell.
 */
export function takesSecret({ kind, type }: Block, path: readonly string[]): boolean {
  const name = path.findLast((part) => !/^\d+$/.test(part)) ?? "";
  if (kind === "resource" && name.endsWith("_wo")) return true;
  return secretsOf(kind, type).has(name);
}

function secretsOf(kind: string, type: string): ReadonlySet<string> {
  if (type === "akeyless" || type.startsWith("akeyless_")) return AKEYLESS;
  if (kind === "provider") return { aws: AWS, latchkey: LATCHKEY }[type] ?? NONE;
  return kind === "backend" && type === "s3" ? AWS : NONE;
}
