import { invariants } from "../checker/index.js";
import { type CellResult, isGreen, outcome } from "./result.js";

/** How to play one cell again, alone. */
export function replayCommand(id: string, seed: number): string {
  return `npm run faults -- --cell ${id} --seed ${seed}`;
}

/** What broke in each cell that is not green, with the command that plays it again. */
export function failureText(results: readonly CellResult[], seed: number): string {
  return results
    .filter((result) => !isGreen(result))
    .map((result) => {
      const what = result.breaches.map(({ invariant, what: text }) => `    ${invariant.padEnd(8)}${text}`);
      return [`✘ ${result.id}`, ...what, `    ${replayCommand(result.id, seed)}`].join("\n");
    })
    .join("\n\n");
}

/** One line that says how it came out. */
export function totalText(results: readonly CellResult[], seed: number, seconds: number): string {
  const green = results.filter(isGreen).length;
  const count = (word: string) => results.filter((result) => outcome(result) === word).length;
  const struck = `the struck command went through in ${count("went through")}, failed in ${count("failed")}, was killed in ${count("killed")}`;
  return `${green} of ${results.length} cells green, each held to ${invariants.map(({ name }) => name).join(", ")}; ${struck}; seed ${seed}; ${duration(seconds)}`;
}

export function duration(seconds: number): string {
  return seconds < 100 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;
}
