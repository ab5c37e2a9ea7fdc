/** Jest runs the TypeScript sources directly; types are checked by `npm run lint`. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  resolver: "<rootDir>/test/support/resolve-typescript.js",
  // A guard against a hang, not a measure: the machine may be busy with other work.
  testTimeout: 60_000,
  testMatch: ["**/*.test.ts"],
  // A suite that tests other processes often waits for them: one worker to a core leaves the cores idle in turns.
  maxWorkers: "150%",
  testSequencer: "<rootDir>/test/support/longest-first.js",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};
