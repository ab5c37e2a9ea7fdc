import { mkdirSync, mkdtempSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * A new folder in which something is made before it is moved to `out`: on the same file system, as a move wants it, and
 * in the project where nothing looks for sources.
 */
export function stagingFor(out, root, name) {
  const isInProject = !relative(root, out).startsWith("..");
  const folder = isInProject ? join(root, "node_modules", ".cache") : dirname(out);
  mkdirSync(folder, { recursive: true });
  return mkdtempSync(join(folder, `.${name}-`));
}
