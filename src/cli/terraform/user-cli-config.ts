import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders that a user's Terraform CLI configuration names, in the order in which they stand there. */
export interface UserCliConfig {
  readonly mirrors: readonly string[];
  readonly pluginCache?: string;
}

/**
 * Reads the paths of filesystem mirrors and the plugin cache from the user's Terraform CLI configuration: the file
 * that TF_CLI_CONFIG_FILE names, else `~/.terraformrc` (`%APPDATA%\terraform.rc` on Windows). A file that is not
 * there or cannot be read names nothing.
 */
export function readUserCliConfig(env: NodeJS.ProcessEnv, home: string): UserCliConfig {
  const file =
    env.TF_CLI_CONFIG_FILE ||
    (process.platform === "win32" && env.APPDATA
      ? join(env.APPDATA, "terraform.rc")
      : join(home, ".terraformrc"));
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return { mirrors: [] };
  }
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*(#|\/\/).*$/gm, "");
  const mirrors = [
    ...code.matchAll(/filesystem_mirror\s*\{[^{}]*?\bpath\s*=\s*("(?:[^"\\]|\\.)*")/g),
  ].flatMap(([, path]) => unquoted(path, home));
  const [cache] = unquoted(/^\s*plugin_cache_dir\s*=\s*("(?:[^"\\]|\\.)*")/m.exec(code)?.[1], home);
  return cache === undefined ? { mirrors } : { mirrors, pluginCache: cache };
}

function unquoted(literal: string | undefined, home: string): string[] {
  if (literal === undefined) return [];
  try {
    const path = JSON.parse(literal) as string;
    return [path.replace(/^(~|\$HOME)(?=\/|$)/, home)];
  } catch {
    return [];
  }
}
