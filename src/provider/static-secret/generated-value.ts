import { generatedText, hasShape } from "../../domain/generated-text.js";
import { SecretJson } from "../../domain/secret-json.js";
import { SecretText } from "../../domain/secret-text.js";
import { type Generate, shapeFor } from "../../types/attributes/generate.js";
import { isSameValue, partsOf } from "./same-value.js";

/** What a static secret says of the value that the provider generates. */
export interface Generated {
  readonly type: "generic" | "password";
  readonly generate: Generate;
  /** Fields of a password beside it, which are given. */
  readonly customFields: SecretText | null;
}

/** A new value: of a password the password, of fields all of them. It is in nothing that can be printed. */
export function newValue({ generate }: Pick<Generated, "generate">): SecretText {
  const text = generatedText(shapeFor(generate));
  const { field, beside } = generate;
  return new SecretText(typeof field === "string" ? JSON.stringify({ ...beside, [field]: text }) : text);
}

/** Whether a value that the gateway holds may be one of those that are generated so. Pure. */
export function mayBeGenerated({ type, generate, customFields }: Generated, held: string): boolean {
  const shape = shapeFor(generate);
  const { field, beside } = generate;
  if (type === "generic" && typeof field !== "string") return hasShape(shape, held);
  const parts = partsOf(held);
  const text = parts[type === "password" ? "password" : String(field)];
  if (typeof text !== "string" || !hasShape(shape, text)) return false;
  if (type === "generic") {
    const whole = new SecretText(JSON.stringify({ ...beside, [String(field)]: text }));
    return new SecretText(held).sameJson(whole);
  }
  const said = {
    password: new SecretText(text),
    username: typeof parts.username === "string" ? parts.username : "",
    "custom-field": customFields && new SecretJson(customFields),
  };
  return isSameValue(said, held);
}
