import { isRecord } from "../domain/is-record.js";
import type { RequestField, RequestFields } from "../domain/request-fields.js";
import { SecretInBase64 } from "../domain/secret-in-base64.js";
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
    const secret = secretOf(value);
    if (secret === undefined) {
      wire[name] = value;
      continue;
    }
    const text = secret.reveal();
    const said = asSent(value, text);
    secrets.push(text, ...otherTextsIn(said, text));
    wire[name] = said;
  }
  return { json: JSON.stringify(wire), secrets };
}

function secretOf(value: RequestField): SecretText | undefined {
  if (value instanceof SecretText) return value;
  return value instanceof SecretJson || value instanceof SecretInBase64 ? value.text : undefined;
}

function asSent(value: RequestField, text: string): unknown {
  if (value instanceof SecretJson) return JSON.parse(text);
  return value instanceof SecretInBase64 ? Buffer.from(text).toString("base64") : text;
}

/** The text as it is sent, or the values of an object of texts, where these are not the secret itself. */
function otherTextsIn(said: unknown, text: string): string[] {
  const texts = isRecord(said) ? Object.values(said) : [said];
  return texts.filter((value) => typeof value === "string").filter((value) => value !== text);
}
