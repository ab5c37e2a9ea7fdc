import type { Invariant } from "./invariant.js";

/** What the cell itself has to be, so that its verdict is worth something; and that nothing goes on after its end. */
export const soundness: Invariant = {
  name: "sound",
  title: "the fault was met, the history is whole, no process is left",
  broken: ({ strikes, gaps, providersLeft, runs }) => [
    ...(strikes === 0 ? ["the fault was never met"] : []),
    ...gaps,
    ...(providersLeft === 0 ? [] : [`${providersLeft} provider processes are left`]),
    ...runs
      .filter(({ part, exitCode }) => part === "before" && exitCode !== 0)
      .map(() => "the setting could not be made"),
  ],
};
