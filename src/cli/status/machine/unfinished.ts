import { masked } from "../../../domain/masked.js";
import type { KeyVersion } from "../../../machine/index.js";
import type { StatusVerdict } from "../verdict.js";
import type { MachineKeyFacts } from "./facts.js";
import { nextRun } from "./next-run.js";
import type { MachineKeySubject } from "./subject.js";

/**
 * That a run with the key has begun and is not at its end.
 *
 * @param found undefined where labels have to do
 */
export function unfinishedVerdict(
  subject: Pick<MachineKeySubject, "isOfResource">,
  versions: readonly KeyVersion[],
  found: Pick<NonNullable<MachineKeyFacts["found"]>, "unfinished" | "untold"> | undefined,
): StatusVerdict | undefined {
  // A rotation begins with a version that is pending and holds no key yet.
  const isPending = versions.some(({ pending, current }) => pending && !current);
  if (!found?.unfinished && !isPending) return undefined;
  const left = (found?.untold.ours ?? []).map(({ id }) => masked(id)).join(" and ");
  const key = left === "" ? "" : ` It has made key ${left}, which no version of the secret names.`;
  return {
    outcome: "needs attention",
    code: "run-unfinished",
    says: `A run with the key has begun and is not at its end: it is at work, or was ended.${key}`,
    advice: `${nextRun(subject)} It goes on from there; while another run is at work, wait for its end.`,
  };
}
