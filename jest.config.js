const { availableParallelism } = require("node:os");

// The AWS provider's schema is a few hundred megabytes in Go's memory, which Terraform and the provider build at every
// start, and search for garbage thirty times meanwhile. With this they look five times, which is a quarter less work.
process.env.GOGC ??= "400";

/** Jest runs the TypeScript sources directly; types are checked by `npm run lint`. */
module.exports = {
  testEnvironment: "node",
  setupFiles: ["<rootDir>/test/support/node-flags-once.js"],
  roots: ["<rootDir>/test"],
  resolver: "<rootDir>/test/support/resolve-typescript.js",
  // A guard against a hang, not a measure: the machine may be busy with other work.
  testTimeout: 60_000,
  testMatch: ["**/*.test.ts"],
  // Suites that drive Terraform wait for a third of their time: a third worker for two cores uses it.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testSequencer: "<rootDir>/test/support/longest-first.js",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};
