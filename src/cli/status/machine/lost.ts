import { masked } from "../../../domain/masked.js";
import type { KeyVersion } from "../../../machine/index.js";
import type { AccessKey } from "../../../seed/index.js";
import type { StatusVerdict } from "../verdict.js";
import { nextRun } from "./next-run.js";
import type { MachineKeySubject } from "./subject.js";

/**
 * Why readers of the secret get no key that works.
 *
 * @param keys those of the user; undefined where it was not said whose they are
 */
export function lostVerdict(
  subject: Pick<MachineKeySubject, "isOfResource">,
  versions: readonly KeyVersion[],
  keys: readonly AccessKey[] | undefined,
): StatusVerdict | undefined {
  const says = lossOf(versions, keys);
  if (says === undefined) return undefined;
  return {
    outcome: "needs attention",
    code: "key-lost",
    says,
    advice: `${nextRun(subject)} It makes another key.`,
  };
}

function lossOf(versions: readonly KeyVersion[], keys: readonly AccessKey[] | undefined): string | undefined {
  const current = versions.find((version) => version.current);
  if (!current) return "No version is current: readers get nothing.";
  const { keyId } = current;
  if (keyId === null) return "No label tells which key the current version holds.";
  const status = keys?.find(({ id }) => id === keyId)?.status;
  if (!keys || status === "Active") return undefined;
  return `The key that readers get, ${masked(keyId)}, is ${status ?? "not one of the user's"}.`;
}
