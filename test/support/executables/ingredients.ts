import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { packageRoot } from "../../../src/domain/package-root.js";

/** What executables are made of, and what makes them; the lock file stands for the packages. */
const FOLDERS = ["dist", "scripts"];
const FILES = ["package.json", "package-lock.json", "LICENSE"];

/** A sum of all that executables are made of: as long as it stays, a build makes the same bytes. */
export function ingredients(): string {
  const root = packageRoot();
  const files = [
    ...FOLDERS.flatMap((name) => filesIn(join(root, name))),
    ...FILES.map((name) => join(root, name)),
  ];
  const hash = createHash("sha256").update(process.arch);
  for (const file of files.sort()) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 16);
}

/** The files of a folder, without those that were made of the others. */
function filesIn(folder: string): string[] {
  const made = [join("dist", "executables"), join("dist", "release")].map((name) =>
    join(packageRoot(), name),
  );
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !made.some((each) => file.startsWith(each)));
}
