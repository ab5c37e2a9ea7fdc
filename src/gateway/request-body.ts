import { isRecord } from "../domain/is-record.js";
import type { RequestFields } from "../domain/request-fields.js";
import { SecretJson } from "../domain/secret-json.js";
import { SecretText } from "../domain/secret-text.js";

/** The JSON text of a request, and the secrets in it, to be kept out of every message about it. */
export function requestBody(fields: RequestFields): {
  readonly json: string;
  readonly secrets: readonly string[];
} {
  const secrets: string[] = [];
  const wire: { [name: string]: unknown } = { json: false };
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) continue;
    const secret = value instanceof SecretJson ? value.text : value;
    if (!(secret instanceof SecretText)) {
      wire[name] = value;
      continue;
    }
    const text = secret.reveal();
    const said: unknown = value instanceof SecretJson ? JSON.parse(text) : text;
    secrets.push(text, ...textsIn(said));
    wire[name] = said;
  }
  return { json: JSON.stringify(wire), secrets };
}

/** The values of an object of texts. */
function textsIn(said: unknown): string[] {
  return isRecord(said) ? Object.values(said).filter((value) => typeof value === "string") : [];
}
