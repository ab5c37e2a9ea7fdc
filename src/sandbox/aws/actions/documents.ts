import type { TextRule } from "../input.js";

/** A policy document as a parameter. */
export const DOCUMENT: TextRule = { max: 131072 };

/** Free text about a role or a policy. */
export const DESCRIPTION: TextRule = {
  min: 0,
  max: 1000,
  pattern: /^[\t\n\r\x20-\x7e\xa1-\xff]*$/,
};

/** How IAM returns a document: the very text, percent-encoded. */
export function documentXml(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The length that counts against quotas: white space is free. */
export function sizeOf(text: string): number {
  return text.replace(/\s/g, "").length;
}
