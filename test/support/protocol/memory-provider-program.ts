import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

/** Bundles the memory provider into an executable script and returns its path. */
export async function buildMemoryProvider(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "memory-provider-"));
  const program = join(directory, "terraform-provider-memory");
  await build({
    entryPoints: [join(__dirname, "memory-provider-main.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "warning",
  });
  chmodSync(program, 0o755);
  return program;
}
