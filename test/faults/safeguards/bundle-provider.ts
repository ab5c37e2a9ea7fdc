import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { packageRoot, packageVersion } from "../../../src/domain/package-root.js";

/** A change of one source text, at one place that must be there exactly once. */
export interface Edit {
  /** Relative to the package's root. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Builds the provider from the sources with these changes, for the tests of the tests; nothing of it gets into the
 * product. Rejects if a place is not there any more, or not once: then the change has to be thought over.
 */
export async function bundleProvider(folder: string, edits: readonly Edit[]): Promise<string> {
  const root = packageRoot();
  mkdirSync(folder, { recursive: true });
  const applied = new Set<Edit>();
  await build({
    entryPoints: [join(root, "src", "bin", "provider.ts")],
    outfile: join(folder, "provider.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    absWorkingDir: root,
    logLevel: "silent",
    plugins: [editing(root, edits, applied)],
  });
  const missed = edits.filter((edit) => !applied.has(edit));
  if (missed.length > 0) throw new Error(`${missed[0]?.file} is not part of the provider`);
  const launcher = `terraform-provider-latchkey_v${packageVersion()}`;
  copyFileSync(join(root, "dist", "provider", launcher), join(folder, launcher));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  return folder;
}

function editing(root: string, edits: readonly Edit[], applied: Set<Edit>): Plugin {
  return {
    name: "editing",
    setup({ onLoad }) {
      onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        const own = edits.filter(({ file }) => file === relative(root, path));
        if (own.length === 0) return undefined;
        let contents = readFileSync(path, "utf8");
        for (const edit of own) {
          const parts = contents.split(edit.from);
          if (parts.length !== 2) {
            throw new Error(`${edit.file} holds ${parts.length - 1} times, and should once: ${edit.from}`);
          }
          contents = parts.join(edit.to);
          applied.add(edit);
        }
        return { contents, loader: "ts" };
      });
    },
  };
}
