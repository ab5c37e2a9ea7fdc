import { Fault } from "../../errors/fault.js";
import type { Dependent, TargetRecord } from "../../gateway/index.js";

/** The resource types that an item of the gateway's may be, by the gateway's word for it. */
const TYPES: Readonly<Record<string, { readonly noun: string; readonly type: string }>> = {
  ROTATED_SECRET: { noun: "rotator", type: "latchkey_rotator_aws" },
  DYNAMIC_SECRET: { noun: "dynamic producer", type: "latchkey_dynamic_producer_aws" },
};

/**
 * Refuses to delete a target through which something still works, before anything is touched. The gateway would refuse
 * it, too, each time anew: Terraform deletes a target before what refers to it only where it was told to replace the
 * target alone, or where somebody else's items use it.
 */
export function refuseWhileInUse({ name, dependents }: TargetRecord): void {
  if (dependents.length === 0) return;
  throw new Fault("GATEWAY_TARGET_IN_USE", {
    doing: `deleting target ${JSON.stringify(name)}`,
    seen: `the gateway works through it for ${dependents.map(inWords).join(", ")}`,
    state: "Nothing was changed: target, keys and items are as they were.",
    advice: `To replace the target, replace these with it, in one run: ${command(dependents)}, with the labels of the resources that have these paths. CDKTF has no such option: run it in the stack's folder, cdktf.out/stacks/STACK. What this configuration does not manage has to be deleted in the gateway first, or be given another target. No change of the target's configuration needs this: name and credentials are changed in place.`,
  });
}

function inWords({ name, type }: Dependent): string {
  const noun = TYPES[type ?? ""]?.noun ?? "item";
  return `${noun} ${JSON.stringify(name)}`;
}

function command(dependents: readonly Dependent[]): string {
  const types = dependents.flatMap(({ type }) => TYPES[type ?? ""]?.type ?? []);
  const options = ["latchkey_target_aws", ...types].map((type) => `-replace=${type}.LABEL`);
  return `terraform apply ${options.join(" ")}`;
}
