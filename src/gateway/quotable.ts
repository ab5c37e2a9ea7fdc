import { withoutKeyMaterial } from "../domain/key-material.js";

/** So short a text is a secret only by itself: any longer run of it in a message would already be a leak. */
const WINDOW = 8;
const LONGEST_QUOTE = 300;

/**
 * The gateway's own words in quotes, for a message to a person; or a note instead of them when they repeat anything
 * of the secrets that were sent (a run of eight characters of one, plain or as base64, percent or JSON encoding). What
 * looks like somebody else's key material is left out of them.
 */
export function quotable(text: string, sent: readonly string[]): string {
  const plain = withoutKeyMaterial(text.replace(/[\p{Cc}\s]+/gu, " ").trim());
  if (plain === "") return "without a text";
  if (sent.some((secret) => spellings(secret).some((spelling) => overlaps(text, spelling)))) {
    return "with a text that is not shown, because it repeats a secret that was sent";
  }
  return JSON.stringify(plain.length > LONGEST_QUOTE ? `${plain.slice(0, LONGEST_QUOTE)}…` : plain);
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(bytes.toString("utf8")),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
    bytes.toString("hex"),
  ];
}

function overlaps(text: string, secret: string): boolean {
  if (secret.trim() === "") return false;
  if (secret.length <= WINDOW) return text.includes(secret);
  const runs = new Set<string>();
  for (let at = 0; at + WINDOW <= text.length; at++) runs.add(text.slice(at, at + WINDOW));
  for (let at = 0; at + WINDOW <= secret.length; at++)
    if (runs.has(secret.slice(at, at + WINDOW))) return true;
  return false;
}
