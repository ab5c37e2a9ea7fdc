import type { SecretInBase64 } from "./secret-in-base64.js";
import type { SecretJson } from "./secret-json.js";
import type { SecretText } from "./secret-text.js";

/** One field of a request to the gateway. Null means "not given" and is left out; an empty text is sent, because it clears. */
export type RequestField =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly [name: string]: string }
  | SecretText
  | SecretJson
  | SecretInBase64
  | null;

/** What a request to the gateway says, by the names on the wire. */
export type RequestFields = { readonly [name: string]: RequestField };
