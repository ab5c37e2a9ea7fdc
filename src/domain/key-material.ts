import { masked } from "./masked.js";

const KEY_ID = /(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])/g;
/** A character as URLs and JSON may write it. */
const ESCAPE = /%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\\//;
/**
 * As long as a secret access key at least, in base64, escaped or not, or in the alphabet of it that URLs use. It has an
 * end, because a page of an error may hold megabytes of base64, for which the stack is too small.
 */
const LONG_RUN = new RegExp(
  `(?:[A-Za-z0-9+/]|${ESCAPE.source}){40,100000}={0,2}|[A-Za-z0-9_-]{40,100000}`,
  "g",
);
const ESCAPES = new RegExp(ESCAPE.source, "g");

/**
 * Words of another system as they may be shown to a person: ids of access keys are masked, and what is as long and as
 * mixed as a secret or a token is left out.
 */
export function withoutKeyMaterial(text: string): string {
  return text.replace(KEY_ID, masked).replace(LONG_RUN, (run) => (isMixed(run) ? "[left out]" : run));
}

/** Whether the id of an access key stands in a text, with no letter or digit beside it. */
export function holdsKeyId(text: string): boolean {
  return text.search(KEY_ID) !== -1;
}

/** Paths, names and checksums seldom have all three. */
function isMixed(run: string): boolean {
  const text = run.replace(ESCAPES, "");
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}
