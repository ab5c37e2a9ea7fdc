import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { terraformPlatform } from "../../../src/terraform/platform.js";
import { freshProvider } from "../acceptance/fresh-build.js";
import { file } from "../cli/temporary-folder.js";

/**
 * A folder that looks as the executables of this machine do, and works: the Node program stands in for the executable,
 * with its bundle as what has to be beside it.
 */
export function standInExecutables(folder: string, platform = terraformPlatform()): string {
  const made = join(folder, platform);
  mkdirSync(made, { recursive: true });
  cpSync(freshProvider(), made, { recursive: true });
  file(made, "latchkey", "#!/bin/sh\necho the command line\n", 0o755);
  return made;
}
