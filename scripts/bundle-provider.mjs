import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BUNDLE } from "./bundle.mjs";
import { readyAnswersModule } from "./ready-answers/module.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Bundles the provider into a folder: `provider.js`, and beside it the packages that it loads only when an operation needs
 * them, in a file for each family (`packages-aws.js`). Gives what esbuild tells of each file.
 */
export async function bundleProvider(folder) {
  const options = { ...BUNDLE, absWorkingDir: root, metafile: true };
  const deferred = new Map();
  const provider = await build({
    ...options,
    entryPoints: ["src/bin/provider.ts"],
    outfile: join(folder, "provider.js"),
    plugins: [deferPackages(deferred), putReadyAnswers],
  });
  const families = await Promise.all(
    [...deferred].map(([file, names]) => {
      const getters = [...names]
        .sort()
        .map((name) => `get ${JSON.stringify(name)}() { return require(${JSON.stringify(name)}); }`);
      const contents = `module.exports = { ${getters.join(", ")} };`;
      return build({ ...options, stdin: { contents, resolveDir: root }, outfile: join(folder, file) });
    }),
  );
  return [provider, ...families].map(({ metafile }) => metafile);
}

/** The packages of AWS are made of the same parts; what else is loaded has a file of its own, which others do not read. */
const familyOf = (name) => (/^@(aws-|smithy)/.test(name) ? "aws" : name.replaceAll(/\W+/g, "-"));

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

/** Moves every package that is imported dynamically out of the bundle, so that a start does not even read it. */
function deferPackages(deferred) {
  return {
    name: "defer-packages",
    setup(build) {
      build.onResolve({ filter: /^[^.]/ }, ({ path, kind }) => {
        if (kind !== "dynamic-import" || path.startsWith("node:")) return undefined;
        const file = `packages-${familyOf(path)}.js`;
        deferred.set(file, (deferred.get(file) ?? new Set()).add(path));
        return { path, namespace: "deferred", pluginData: file };
      });
      build.onResolve({ filter: /^\.\/packages-/, namespace: "deferred" }, ({ path }) => ({
        path,
        external: true,
      }));
      build.onLoad({ filter: /.*/, namespace: "deferred" }, ({ path, pluginData: file }) => ({
        contents: `module.exports = require("./${file}")[${JSON.stringify(path)}];`,
      }));
    },
  };
}
