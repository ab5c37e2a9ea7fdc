import { createHash } from "node:crypto";

/**
 * A name for an IAM object, from the path of its construct: `stack/Access/User` → `stack-Access-User`. The same path
 * gives the same name on every synth; what is too long ends in a hash of the whole path.
 */
export function iamName(path: string, maxLength: number): string {
  const name = path.replace(/[^\w+=,.@-]+/g, "-");
  if (name.length <= maxLength) return name;
  const hash = createHash("sha256").update(path).digest("hex").slice(0, 8);
  return `${name.slice(0, maxLength - hash.length - 1)}-${hash}`;
}
