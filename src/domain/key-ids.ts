import { masked } from "./masked.js";

const KEY_ID = /A(?:[KSB]IA|CCA)[A-Z0-9]{12,124}/g;

/** The text with every id of an AWS access key masked. */
export function withMaskedKeyIds(text: string): string {
  return text.replace(KEY_ID, masked);
}
