/** Jest runs the TypeScript sources directly; types are checked by `npm run lint`. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  resolver: "<rootDir>/test/support/resolve-typescript.js",
  // A guard against a hang, not a measure: the machine may be busy with other work.
  testTimeout: 60_000,
  testMatch: ["**/*.test.ts"],
  // Jest's own default leaves one core idle, which of two is half of the time. More than 100% it reads as that many workers.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/test/support/longest-first.js",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};
