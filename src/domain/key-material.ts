import { masked } from "./masked.js";

const KEY_ID = /(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])/g;
/** As long as a secret access key at least, in base64 or in the alphabet of it that URLs use. */
const LONG_RUN = /[A-Za-z0-9+/]{40,}={0,2}|[A-Za-z0-9_-]{40,}/g;

/**
 * Words of another system as they may be shown to a person: ids of access keys are masked, and what is as long and as
 * mixed as a secret or a token is left out.
 */
export function withoutKeyMaterial(text: string): string {
  return text.replace(KEY_ID, masked).replace(LONG_RUN, (run) => (isMixed(run) ? "[left out]" : run));
}

/** Paths, names and checksums seldom have all three. */
function isMixed(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run);
}
