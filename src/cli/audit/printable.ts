import { masked } from "../../domain/masked.js";

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/**
 * Text from elsewhere (names of files and resources, what AWS says) as it may be shown: key ids masked, and without
 * what a terminal would take for a command.
 */
export function printable(text: string): string {
  return text.replace(/A(?:[KSB]IA|CCA)[A-Z0-9]{16}/g, masked).replace(CONTROL, "\ufffd");
}
