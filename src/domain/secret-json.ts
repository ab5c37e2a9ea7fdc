import type { SecretText } from "./secret-text.js";

/** A secret that is JSON, and goes to the gateway as what it says rather than as text. */
export class SecretJson {
  readonly text: SecretText;

  constructor(text: SecretText) {
    this.text = text;
  }

  toJSON(): string {
    return "[secret]";
  }
}
