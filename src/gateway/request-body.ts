import type { RequestFields } from "../domain/request-fields.js";
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
    if (value instanceof SecretText) secrets.push(value.reveal());
    wire[name] = value instanceof SecretText ? value.reveal() : value;
  }
  return { json: JSON.stringify(wire), secrets };
}
