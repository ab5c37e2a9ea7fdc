import { join } from "node:path";
import { makeRelease } from "../../../scripts/release/make-release.js";
import { releaseOptions } from "../../../scripts/release/options.js";

const root = join(__dirname, "../../..");

/** How the making of a release has ended. */
export interface Made {
  readonly code: 0 | 1;
  /** What is said of it, or why there is none. */
  readonly said: string;
}

/** `npm run release` with these options, in an environment with these variables. */
export async function release(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Made> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    const options = releaseOptions(args, root);
    if (options === "help") throw new Error("help was asked for");
    return { code: 0, said: (await makeRelease(options)).join("\n") };
  } catch (error) {
    return { code: 1, said: (error as Error).message };
  } finally {
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
