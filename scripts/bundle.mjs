import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** What every bundle of ours is made with. */
export const BUNDLE = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // A third less to parse at each start; names stay, so that a stack trace can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  // Where a file of a package was when it was bundled says nothing about where the bundle runs.
  define: { __dirname: '""', BUNDLED_VERSION: JSON.stringify(version) },
  logLevel: "warning",
};
