import { isRecord } from "../domain/is-record.js";
import { SecretText } from "../domain/secret-text.js";

/** A secret of several parts, by the gateway's own names; every part is taken for secret. */
export interface SecretFields {
  /** Parts without a value are left out; what is no text is its JSON. */
  readonly fields: Readonly<Record<string, SecretText>>;
  /** All of it, as one JSON object. */
  readonly json: SecretText;
}

/** The parts of an answer that is a secret. */
export function secretFields(answer: Readonly<Record<string, unknown>>): SecretFields {
  const told = Object.entries(answer).filter(([, value]) => value !== null && value !== "");
  return {
    fields: Object.fromEntries(told.map(([name, value]) => [name, secretOf(value)])),
    json: new SecretText(JSON.stringify(answer)),
  };
}

/** A secret as the gateway tells it: text as it is, an object as its JSON. */
export function secretOf(value: unknown): SecretText {
  return new SecretText(typeof value === "string" ? value : JSON.stringify(value));
}

/** Whether it can be a secret: a text, also the empty one, or an object. */
export function canBeSecret(value: unknown): boolean {
  return typeof value === "string" || isRecord(value);
}
