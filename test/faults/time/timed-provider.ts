import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { providerFile } from "../../support/runtime/executables.js";
import { EXECUTABLE_OPTIONS } from "./pace.js";

/** What a launcher starts; where there is none, the program itself is what Terraform starts. */
const RUNTIME = /^provider-(glibc|musl|darwin)$/;

/** Whether a folder holds the provider as an executable, and not its bundle for Node. */
export function isExecutable(folder: string): boolean {
  return readdirSync(folder).some((name) => RUNTIME.test(name));
}

/**
 * The folder of a provider that takes the time of a cell. The launcher of an executable keeps from its runtime what
 * would change it, and so the cell's clock, too: in a folder within `work` stands the same executable behind a launcher
 * that hands that on. Any other provider is left where it is.
 */
export function timedProvider(provider: string, work: string): string {
  if (!isExecutable(provider)) return provider;
  const folder = join(work, "provider");
  mkdirSync(folder);
  for (const name of readdirSync(provider).filter((one) => one !== providerFile()))
    symlinkSync(join(provider, name), join(folder, name));
  const text = readFileSync(join(provider, providerFile()), "utf8");
  const [before, after, ...more] = text.split(/^(?=exec )/m);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${join(provider, providerFile())} does not start its runtime in one line`);
  }
  const handOn = `export BUN_OPTIONS="\${${EXECUTABLE_OPTIONS}-}"\n`;
  writeFileSync(join(folder, providerFile()), before + handOn + after, { mode: 0o755 });
  return folder;
}
