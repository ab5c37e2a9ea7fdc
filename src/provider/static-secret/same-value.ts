import { isRecord } from "../../domain/is-record.js";
import type { RequestFields } from "../../domain/request-fields.js";
import { SecretJson } from "../../domain/secret-json.js";
import { SecretText } from "../../domain/secret-text.js";

/** Whether a value that the gateway holds is the one that a request says. Pure. */
export function isSameValue(said: RequestFields, held: string): boolean {
  const { value, password, username } = said;
  if (!(password instanceof SecretText))
    return value instanceof SecretText && new SecretText(held).equals(value);
  const { username: heldName, password: heldPassword, ...rest } = partsOf(held);
  const fields = said["custom-field"];
  const wanted = fields instanceof SecretJson ? fields.text : new SecretText("{}");
  return (
    typeof heldPassword === "string" &&
    new SecretText(heldPassword).equals(password) &&
    (heldName ?? "") === (username ?? "") &&
    new SecretText(JSON.stringify(rest)).sameJson(wanted)
  );
}

/** The parts of a value that is a JSON object; none of another one. */
export function partsOf(held: string): { readonly [part: string]: unknown } {
  try {
    const parts: unknown = JSON.parse(held);
    return isRecord(parts) ? parts : {};
  } catch {
    return {};
  }
}
