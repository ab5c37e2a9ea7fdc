import { isInSample } from "./sample.mjs";

const oneOf = Number(process.env.MUTANTS_ONE_OF);

/** Leaves out what is not in the sample, before a test runs. Stryker counts it among the errors, which no score has. */
const check = async (mutants) =>
  Object.fromEntries(
    mutants.map((mutant) => [
      mutant.id,
      isInSample(mutant, oneOf)
        ? { status: "passed" }
        : { status: "compileError", reason: "not in the sample" },
    ]),
  );

/** All at once: a checker is a process of its own. */
const group = async (mutants) => [mutants.map(({ id }) => id)];

export const strykerPlugins = [
  { kind: "Checker", name: "sample", value: { init: async () => {}, check, group } },
];
