const { statSync } = require("node:fs");
const { relative } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** Milliseconds that suites of these folders take, roughly: they start Terraform, providers and commands. */
const GUESSES = { faults: 90_000, acceptance: 40_000, contract: 5_000 };

/**
 * Begins with the suites that take longest, so that all workers end at the same time: by what they took when they last
 * ran here, which Jest remembers, and where they never did by what they do. Jest's own guess is the size of the file,
 * and a short file may start Terraform twenty times.
 */
module.exports = class LongestFirst extends Sequencer {
  time(test) {
    return super.time(test) ?? guess(test);
  }
};

function guess({ path, context }) {
  const [, folder] = relative(context.config.rootDir, path).split(/[\\/]/);
  return (GUESSES[folder] ?? 0) + statSync(path).size / 20;
}
