import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");

/**
 * Writes a folder that holds generated files and nothing else, by their names; with `--check` among the arguments of
 * the process only compares, and fails with the command that mends it.
 *
 * @param isCurrent whether a file that is there is as good as the one that would be written; only the same is, by default
 */
export function generatedFolder(
  name: string,
  files: ReadonlyMap<string, string>,
  isCurrent = (file: string, written: string) => file === written,
): void {
  const folder = join(ROOT, name);
  if (!process.argv.includes("--check")) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of files) writeFileSync(join(folder, file), text);
    return;
  }
  const now = written(folder);
  const stale = [...new Set([...now.keys(), ...files.keys()])].filter(
    (file) => !isCurrent(now.get(file) ?? "", files.get(file) ?? ""),
  );
  if (stale.length > 0) {
    process.stderr.write(`${name} is not what it is made of (${stale.join(", ")}); run: npm run docs\n`);
    process.exitCode = 1;
  }
}

function written(folder: string): Map<string, string> {
  try {
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  } catch {
    return new Map();
  }
}
