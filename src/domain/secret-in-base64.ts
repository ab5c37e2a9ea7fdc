import type { SecretText } from "./secret-text.js";

/** A secret that goes to the gateway in base64. */
export class SecretInBase64 {
  readonly text: SecretText;

  constructor(text: SecretText) {
    this.text = text;
  }

  toJSON(): string {
    return "[secret]";
  }
}
