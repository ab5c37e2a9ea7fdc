import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Files } from "./checksums.js";

/** The names that a release has, of any version. */
const OF_A_RELEASE =
  /^(?:terraform-provider-)?latchkey_\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?_(?:[a-z0-9]+_[a-z0-9]+\.zip|manifest\.json|SHA256SUMS(?:\.sig)?)$/;

/** Makes a folder hold these files of a release and no others; what is nothing of a release stays. */
export async function publish(out: string, files: Files): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const [name, content] of files) {
    const aside = join(out, `${name}.new`);
    await writeFile(aside, content);
    await rename(aside, join(out, name));
  }
  const stale = (await readdir(out)).filter((name) => OF_A_RELEASE.test(name) && !files.has(name));
  for (const name of stale) await rm(join(out, name));
}
