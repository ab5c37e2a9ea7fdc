import { isLosslessNumber, parse, stringify } from "lossless-json";
import { isRecord } from "../../domain/is-record.js";
import { SecretText } from "../../domain/secret-text.js";

/** The parts of a secret that is a JSON object, by name: texts as they are, anything else as its JSON. Undefined for others. */
export function secretParts(secret: SecretText): Readonly<Record<string, SecretText>> | undefined {
  const object = parsed(secret.reveal());
  if (!isRecord(object) || isLosslessNumber(object)) return undefined;
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      new SecretText(typeof value === "string" ? value : (stringify(value) ?? "")),
    ]),
  );
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
