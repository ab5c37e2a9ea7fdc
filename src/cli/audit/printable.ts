import { withMaskedKeyIds } from "../../domain/key-ids.js";
import { UNSEEN } from "../terminal-text.js";

/**
 * Text from elsewhere (names of files and resources, what AWS says) as it may be shown: key ids masked, and without
 * what a terminal would take for a command.
 */
export function printable(text: string): string {
  return withMaskedKeyIds(text).replace(UNSEEN, "\ufffd");
}
