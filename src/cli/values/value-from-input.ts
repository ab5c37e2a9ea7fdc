import { SecretText } from "../../domain/secret-text.js";
import { unlessAborted } from "../../domain/unless-aborted.js";
import { TooLarge, whole } from "../../domain/whole.js";
import { Fault } from "../../errors/fault.js";
import type { Host } from "../io.js";
import type { CliWorld } from "../world.js";

/** Bytes, far above what a gateway keeps as one secret (16 KB). */
const LARGEST_VALUE = 1024 * 1024;

/**
 * The value that standard input holds, to its end.
 *
 * @throws Fault VALUE_INPUT_UNUSABLE for a terminal, nothing at all, too much, or what is no text
 */
export async function valueFromInput(
  { stripNewline, allowEmpty }: { readonly stripNewline?: true; readonly allowEmpty?: true },
  host: Host,
  { stdin, signal }: Pick<CliWorld, "stdin" | "signal">,
): Promise<SecretText> {
  if (stdin === undefined) throw unusable("it is closed");
  if (stdin.isTTY === true) {
    throw unusable("it is a terminal, on which the value could be read as it is typed");
  }
  const bytes = await unlessAborted(whole(stdin as AsyncIterable<Uint8Array>, LARGEST_VALUE), signal).catch(
    (error: unknown) => {
      throw error instanceof TooLarge ? unusable(error.message) : error;
    },
  );
  const text = textOf(bytes);
  const value = stripNewline ? text.replace(/\r?\n$/, "") : text;
  if (value === "" && !allowEmpty) throw unusable("it is empty; --allow-empty keeps an empty value");
  if (!stripNewline && /^[^\n]*\n$/.test(text)) {
    host.progress("The value ends in a line break, which is kept; --strip-newline leaves it out");
  }
  return new SecretText(value);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw unusable("it is no text in UTF-8");
  }
}

function unusable(seen: string): Fault {
  return new Fault("VALUE_INPUT_UNUSABLE", {
    doing: "reading the value from standard input",
    seen,
    state: "Nothing was changed.",
  });
}
