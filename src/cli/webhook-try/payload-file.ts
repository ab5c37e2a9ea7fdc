import { renameSync, writeFileSync } from "node:fs";
import { filePieces, Unreadable } from "../../domain/file-pieces.js";
import { unlessAborted } from "../../domain/unless-aborted.js";
import { TooLarge, whole } from "../../domain/whole.js";
import { Fault } from "../../errors/fault.js";
import type { CliWorld } from "../world.js";

/** Bytes, far above what a gateway keeps as a payload. */
const LARGEST_PAYLOAD = 1024 * 1024;

/**
 * Reads a payload as it is, but for a line end at its end; it may take its time to come.
 *
 * @throws Fault TRIAL_PAYLOAD_UNREADABLE, or at once the signal's reason
 */
export async function readPayloadFile(
  file: string,
  { stdin, signal }: Pick<CliWorld, "stdin" | "signal">,
): Promise<string> {
  try {
    if (file === "-" && stdin === undefined) throw new Unreadable("standard input is closed");
    const pieces = file === "-" ? (stdin as AsyncIterable<Uint8Array>) : filePieces(file, signal);
    const bytes = await unlessAborted(whole(pieces, LARGEST_PAYLOAD), signal);
    return bytes.toString("utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    signal.throwIfAborted();
    const told = cause instanceof Unreadable || cause instanceof TooLarge;
    throw new Fault("TRIAL_PAYLOAD_UNREADABLE", {
      doing: `reading the payload from ${file}`,
      seen: told ? cause.message : String((cause as NodeJS.ErrnoException).code),
      state: "Nothing was called.",
      cause,
    });
  }
}

/** Keeps a payload where its owner alone can read it; the file is whole at every moment. @throws Fault TRIAL_PAYLOAD_UNWRITABLE */
export function keepPayloadIn(file: string, payload: string): void {
  try {
    const staged = `${file}.new`;
    writeFileSync(staged, payload, { mode: 0o600 });
    renameSync(staged, file);
  } catch (cause) {
    throw new Fault("TRIAL_PAYLOAD_UNWRITABLE", {
      doing: `keeping the payload in ${file}`,
      seen: String((cause as NodeJS.ErrnoException).code),
      state: "The payload is as it was, unless a rotation has just answered.",
      cause,
    });
  }
}
