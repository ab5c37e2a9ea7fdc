import type { SafeguardOutcome } from "../safeguards/play-safeguards.js";

/** The safeguards that were taken out, and what noticed. */
export function safeguardsText(outcomes: readonly SafeguardOutcome[]): string {
  const lines = outcomes.flatMap(({ name, title, cells, noticed }) => [
    `${noticed ? "✔ noticed" : "✘ NOT NOTICED"}  without ${name} (${title})`,
    ...cells.map(({ id, greenWith, brokenWithout }) => {
      const before = greenWith ? "green" : "RED";
      const after = brokenWithout.length === 0 ? "green" : `breaks ${brokenWithout.join(", ")}`;
      return `    ${id}: ${before} with it, ${after} without`;
    }),
  ]);
  const noticed = outcomes.filter((one) => one.noticed).length;
  return [...lines, "", `${noticed} of ${outcomes.length} missing safeguards are noticed`].join("\n");
}
