/** What every bundle of ours is made with. */
export const BUNDLE = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // A third less to parse at each start; names stay, so that a stack trace can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: "warning",
};
