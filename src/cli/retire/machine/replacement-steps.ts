import type { PlannedReplacement } from "./verdict.js";

/** A step towards another key in a secret, as far as it can be foreseen. */
export type ReplacementStep =
  | { readonly do: "create" | "write" | "prove" | "promote" | "deactivate" | "delete" | "clear" }
  | { readonly do: "grace" | "wait"; readonly seconds: number };

/** What is left to be done. In the grace the command ends; a later run, or an apply, goes on from there. */
export function replacementSteps({
  isReplaced,
  job,
  key,
}: Pick<PlannedReplacement, "isReplaced" | "job" | "key">): readonly ReplacementStep[] {
  if (key === undefined) return [{ do: "clear" }];
  const delivery = ["create", "write", "prove", "promote"] as const;
  return [
    ...(isReplaced ? [] : delivery.map((step) => ({ do: step }))),
    ...(job.graceMs > 0 ? [{ do: "grace" as const, seconds: job.graceMs / 1000 }] : []),
    { do: "deactivate" },
    { do: "wait", seconds: job.quietSeconds },
    { do: "delete" },
  ];
}
