import { withMaskedKeyIds } from "../../domain/key-ids.js";
import { masked } from "../../domain/masked.js";
import { UNSEEN } from "../terminal-text.js";

/** API keys of Bedrock, which are secrets themselves. */
const BEDROCK = /(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/]{40,}={0,2}/g;

/**
 * Text from elsewhere (names of files and resources, what AWS says) as it may be shown: key ids masked, and without
 * what a terminal would take for a command.
 */
export function printable(text: string): string {
  return withMaskedKeyIds(text.replace(BEDROCK, masked)).replace(UNSEEN, "\ufffd");
}
