import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BUNDLE } from "./bundle.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Bundles the rotation function of a secret into a folder that Lambda takes as it is: `index.js`, with `handler`. */
export async function bundleRotation(folder) {
  await build({
    ...BUNDLE,
    absWorkingDir: root,
    entryPoints: ["src/rotation/lambda.ts"],
    outfile: join(folder, "index.js"),
  });
}
