import { join } from "node:path";
import { makeRelease } from "./release/make-release.js";
import { releaseOptions, USAGE } from "./release/options.js";

async function main(): Promise<void> {
  const options = releaseOptions(process.argv.slice(2), join(__dirname, ".."));
  const lines = options === "help" ? [USAGE.trimEnd()] : await makeRelease(options);
  for (const line of lines) process.stdout.write(`${line}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
