import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");

/**
 * Writes a folder of `docs` that holds generated pages and nothing else, by their names; with `--check` among the
 * arguments of the process only compares, and fails with the command that mends it.
 *
 * @param isCurrent whether a page that is there is as good as the one that would be written; only the same is, by default
 */
export function generatedFolder(
  name: string,
  pages: ReadonlyMap<string, string>,
  isCurrent = (page: string, written: string) => page === written,
): void {
  const folder = join(ROOT, "docs", name);
  if (!process.argv.includes("--check")) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [page, text] of pages) writeFileSync(join(folder, page), text);
    return;
  }
  const now = written(folder);
  const stale = [...new Set([...now.keys(), ...pages.keys()])].filter(
    (page) => !isCurrent(now.get(page) ?? "", pages.get(page) ?? ""),
  );
  if (stale.length > 0) {
    process.stderr.write(`docs/${name} is not what it is made of (${stale.join(", ")}); run: npm run docs\n`);
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
