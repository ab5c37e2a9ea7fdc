import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { Fault } from "../../errors/fault.js";

/** Reads a payload as it is, but for a line end at its end. @throws Fault TRIAL_PAYLOAD_UNREADABLE */
export function readPayloadFile(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new Fault("TRIAL_PAYLOAD_UNREADABLE", {
      doing: `reading the payload from ${file}`,
      seen: String((cause as NodeJS.ErrnoException).code),
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
