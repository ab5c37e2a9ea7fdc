import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BUNDLE } from "../bundle.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Bundles the compiled command line, as it is in `dist/bin`, to one file; gives what esbuild tells of it. */
export async function bundleCommandLine(outfile) {
  const { metafile } = await build({
    ...BUNDLE,
    absWorkingDir: root,
    entryPoints: [join("dist", "bin", "latchkey.js")],
    outfile,
    metafile: true,
  });
  return [metafile];
}
