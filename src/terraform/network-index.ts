import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { sha256Of } from "./checksum.js";
import { parseZipName, zipName } from "./package-names.js";
import type { Placing } from "./placing.js";

/**
 * Writes the files by which a folder of zips is a network mirror, too, when a server hands it out: `index.json` with
 * the versions, and `<version>.json` with the zips of one and their hashes.
 *
 * @param folder where the zips of a provider are
 * @param version the one that has changed; what is said of others stays
 */
export async function writeNetworkIndex(
  folder: string,
  version: string,
  placing: Placing,
  signal: AbortSignal,
): Promise<void> {
  const names = await readdir(folder);
  const packed = names.flatMap((name) => parseZipName(name) ?? []);
  const ours = packed.filter((each) => each.version === version).sort(byPlatform);
  const about = (each: string) => join(folder, `${each}.json`);
  if (ours.length > 0) {
    const archives: Record<string, { hashes: string[]; url: string }> = {};
    for (const each of ours) {
      const url = zipName(each);
      archives[each.platform] = { hashes: [`zh:${await sha256Of(join(folder, url), signal)}`], url };
    }
    await placing.write(json({ archives }), about(version));
  } else await placing.remove(about(version));

  const described = packed.map((each) => each.version).filter((each) => names.includes(`${each}.json`));
  const versions = [...new Set([...described, ...ours.map((each) => each.version)])].sort();
  const index = join(folder, "index.json");
  if (versions.length > 0) {
    await placing.write(json({ versions: Object.fromEntries(versions.map((each) => [each, {}])) }), index);
  } else await placing.remove(index);
}

function byPlatform(one: { platform: string }, other: { platform: string }): number {
  return one.platform < other.platform ? -1 : 1;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
