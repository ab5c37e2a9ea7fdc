import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../errors/fault.js";

export type Language = "hcl" | "cdktf";

const NAMES: { readonly [L in Language]: string } = { hcl: "discovered.tf", cdktf: "discovered.ts" };

/**
 * The file that `--out` names: itself, or one in the folder that it is.
 * @throws Fault OUTPUT_FILE_UNWRITABLE for one that is there, before anything is asked
 */
export function fileToWrite(out: string, language: Language): string {
  const isFolder = /[\\/]$/.test(out) || (existsSync(out) && statSync(out).isDirectory());
  const file = isFolder ? join(out, NAMES[language]) : out;
  if (existsSync(file)) throw unwritable(file, "it is there already");
  return file;
}

/** Writes a file that must not be there. @throws Fault OUTPUT_FILE_UNWRITABLE */
export function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    throw unwritable(file, error instanceof Error ? error.message : String(error));
  }
}

function unwritable(file: string, seen: string): Fault {
  return new Fault("OUTPUT_FILE_UNWRITABLE", {
    doing: `writing ${JSON.stringify(file)}`,
    seen,
    state: "Nothing was written.",
  });
}
