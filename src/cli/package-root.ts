import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package, whether it runs from src or from dist; an executable has its own folder. */
export function packageRoot(): string {
  if (__dirname === "") return dirname(process.execPath);
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file) && manifestOf(file).name === "latchkey") return folder;
    if (dirname(folder) === folder) throw new Error(`no package.json of latchkey above ${__dirname}`);
  }
}

/** The version of this package. A bundle has the manifest in it. */
export function packageVersion(): string {
  return (require("../../package.json") as { version: string }).version;
}

function manifestOf(file: string): { name: string; version: string } {
  return JSON.parse(readFileSync(file, "utf8"));
}
