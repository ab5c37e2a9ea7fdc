import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BUNDLE } from "./bundle.mjs";
import { readyAnswersModule } from "./ready-answers/module.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Bundles the provider into a folder: `provider.js`, and in `packages.js` the packages that it loads only when an
 * operation needs them. Gives what esbuild tells of the two.
 */
export async function bundleProvider(folder) {
  const options = { ...BUNDLE, absWorkingDir: root, metafile: true };
  const deferred = new Set();
  const provider = await build({
    ...options,
    entryPoints: ["src/bin/provider.ts"],
    outfile: join(folder, "provider.js"),
    plugins: [deferPackages(deferred), putReadyAnswers],
  });
  const getters = [...deferred]
    .sort()
    .map((name) => `get ${JSON.stringify(name)}() { return require(${JSON.stringify(name)}); }`);
  const packages = await build({
    ...options,
    stdin: { contents: `module.exports = { ${getters.join(", ")} };`, resolveDir: root },
    outfile: join(folder, "packages.js"),
  });
  return [provider.metafile, packages.metafile];
}

/** Puts the answers that need no running provider into the place where the sources have none. */
const putReadyAnswers = {
  name: "put-ready-answers",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]bin[\\/]ready-answers\.ts$/ }, async () => ({
      contents: await readyAnswersModule(root),
      loader: "js",
    }));
  },
};

/** Moves every package that is imported dynamically to packages.js, so that a start does not even read it. */
function deferPackages(deferred) {
  return {
    name: "defer-packages",
    setup(build) {
      build.onResolve({ filter: /^[^.]/ }, ({ path, kind }) => {
        if (kind !== "dynamic-import" || path.startsWith("node:")) return undefined;
        deferred.add(path);
        return { path, namespace: "deferred" };
      });
      build.onResolve({ filter: /^\.\/packages\.js$/, namespace: "deferred" }, ({ path }) => ({
        path,
        external: true,
      }));
      build.onLoad({ filter: /.*/, namespace: "deferred" }, ({ path }) => ({
        contents: `module.exports = require("./packages.js")[${JSON.stringify(path)}];`,
      }));
    },
  };
}
