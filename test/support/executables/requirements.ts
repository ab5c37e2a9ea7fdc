import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { RELEASED_PLATFORMS, terraformPlatform } from "../../../src/terraform/platform.js";
import { alone } from "./alone.js";
import { keptExecutables, scriptArguments } from "./build.js";

/**
 * Why no executables can be built here; undefined when they can. Whatever a build needs is fetched by that, unless it is
 * there.
 *
 * @throws Error where what was fetched is not what is pinned, which is no reason to skip anything
 */
export function executablesMissing(): string | undefined {
  const platform = terraformPlatform();
  const why = RELEASED_PLATFORMS.some((each) => each === platform)
    ? notFetched(platform)
    : `There are none for ${platform}.`;
  return why && `tests of the executables, which need no Node. ${why}`;
}

function notFetched(platform: string): string | undefined {
  if (existsSync(keptExecutables(platform))) return undefined;
  const ask = scriptArguments("pinned.mjs", `script.notFetchable(${JSON.stringify(platform)})`);
  // A registry that does not answer is not asked for minutes.
  const env = { ...process.env, npm_config_fetch_retries: "1", PIP_RETRIES: "1" };
  const { status, stdout, stderr } = alone("runtimes", () =>
    spawnSync(process.execPath, ask, { env, encoding: "utf8" }),
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) ?? undefined;
}
