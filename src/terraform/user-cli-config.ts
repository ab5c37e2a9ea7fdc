import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders that a user's CLI configuration names, in the order in which they stand there. */
export interface UserCliConfig {
  readonly mirrors: readonly string[];
  readonly pluginCaches: readonly string[];
}

/**
 * Reads the paths of filesystem mirrors and the plugin caches from the user's CLI configuration: the file that
 * TF_CLI_CONFIG_FILE names, else those of Terraform and OpenTofu: `~/.terraformrc`, `~/.tofurc` and
 * `$XDG_CONFIG_HOME/opentofu/tofurc`, on Windows `terraform.rc` and `tofu.rc` in `%APPDATA%`. A file that is not there
 * or cannot be read names nothing.
 */
export function readUserCliConfig(env: NodeJS.ProcessEnv, home: string): UserCliConfig {
  const files = env.TF_CLI_CONFIG_FILE ? [env.TF_CLI_CONFIG_FILE] : usualFiles(env, home);
  const read = files.map((file) => readOne(file, home));
  return {
    mirrors: read.flatMap(({ mirrors }) => mirrors),
    pluginCaches: read.flatMap(({ pluginCaches }) => pluginCaches),
  };
}

function usualFiles(env: NodeJS.ProcessEnv, home: string): string[] {
  if (process.platform === "win32" && env.APPDATA) {
    return [join(env.APPDATA, "terraform.rc"), join(env.APPDATA, "tofu.rc")];
  }
  const xdg = env.XDG_CONFIG_HOME ? [join(env.XDG_CONFIG_HOME, "opentofu", "tofurc")] : [];
  return [join(home, ".terraformrc"), join(home, ".tofurc"), ...xdg];
}

function readOne(file: string, home: string): UserCliConfig {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return { mirrors: [], pluginCaches: [] };
  }
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*(#|\/\/).*$/gm, "");
  const mirrors = [
    ...code.matchAll(/filesystem_mirror\s*\{[^{}]*?\bpath\s*=\s*("(?:[^"\\]|\\.)*")/g),
  ].flatMap(([, path]) => unquoted(path, home));
  const cache = /^\s*plugin_cache_dir\s*=\s*("(?:[^"\\]|\\.)*")/m.exec(code)?.[1];
  return { mirrors, pluginCaches: unquoted(cache, home) };
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
