/**
 * Writes the bills of materials and the licence texts of the executables beside them: `npm run sbom`, for every platform
 * or for those that `--platform` names, into `--out DIR`, default `dist/executables`. `npm run executables` does it, too.
 */
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PLATFORMS } from "./executables/platforms.mjs";
import { billWriter } from "./sbom/write-bills.mjs";

const { values } = parseArgs({
  options: {
    platform: { type: "string", multiple: true, default: Object.keys(PLATFORMS) },
    out: { type: "string", default: join("dist", "executables") },
  },
});
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const write = await billWriter();
for (const platform of values.platform) {
  const folder = resolve(root, values.out, platform);
  mkdirSync(folder, { recursive: true });
  write(platform, folder);
}
