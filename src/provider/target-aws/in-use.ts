import { Fault } from "../../errors/fault.js";
import type { Dependent, TargetRecord } from "../../gateway/index.js";
import { type OwnObject, whose } from "../own-object.js";
import type { Read } from "./operations.js";

/** The resource types that an item of the gateway's may be, by the gateway's word for it. */
const TYPES: Readonly<Record<string, { readonly noun: string; readonly type: string }>> = {
  ROTATED_SECRET: { noun: "rotator", type: "latchkey_rotated_secret_aws" },
  DYNAMIC_SECRET: { noun: "dynamic producer", type: "latchkey_dynamic_secret_aws" },
};

/**
 * In these looks, a second apart, another operation of the same run may have given an item another target. What this
 * process mints meanwhile may be the key of that target: the looks count from its end.
 */
const LOOKS = 10;
const LOOK_AGAIN_MS = 1_000;

/**
 * Lets a target be deleted once nothing works through it any more; refuses it before anything is touched where
 * something still does after ten seconds. Terraform deletes a target that has left the configuration beside the update
 * by which its dependents get another one, if they name it by its path alone. If they refer to it, their update waits
 * for the deletion, by what the state says they depend on: no wait can help then, and none of the provider's means
 * changes that order. So it is where Terraform was told to replace the target alone. False for a target that is not the
 * resource's own any more after the wait: whose it is has to be judged anew.
 */
export async function awaitRelease(
  target: OwnObject<TargetRecord>,
  found: TargetRecord,
  context: Read,
): Promise<boolean> {
  const { client, signal } = context;
  let record = found;
  let looks = 0;
  while (record.dependents.length > 0) {
    looks = client.self.atWork.size > 0 ? 0 : looks + 1;
    if (looks > LOOKS) throw inUse(record);
    await client.clock.sleep(LOOK_AGAIN_MS, signal);
    const answer = await whose(target, context);
    if (answer.is !== "ours") return false;
    record = answer.found;
  }
  return true;
}

function inUse({ name, dependents }: TargetRecord): Fault {
  const types = dependents.flatMap(({ type }) => TYPES[type ?? ""]?.type ?? []);
  return new Fault("GATEWAY_TARGET_IN_USE", {
    doing: `deleting target ${JSON.stringify(name)}`,
    seen: `the gateway works through it for ${dependents.map(inWords).join(", ")}`,
    state: "Nothing was changed: target, keys and items are as they were.",
    advice: `To replace the target, replace these with it, in one run: ${command("replace", ["latchkey_target_aws", ...types])}, with the labels of the resources that have these paths. Where the configuration gives them another target and drops this one, Terraform deletes before it updates what refers to it: let them move first, by ${command("target", types)}, and then apply the rest, by terraform apply. It comes to the same to keep this target in the configuration for one more apply; and one that has had lifecycle { create_before_destroy = true } since an apply before goes last by itself. CDKTF has no such options: run the commands in the stack's folder, cdktf.out/stacks/STACK. What the configuration does not manage has to be deleted in the gateway first, or be given another target. No change of the target's configuration needs this: name and credentials are changed in place.`,
  });
}

function inWords({ name, type }: Dependent): string {
  const noun = TYPES[type ?? ""]?.noun ?? "item";
  return `${noun} ${JSON.stringify(name)}`;
}

function command(option: "replace" | "target", types: readonly string[]): string {
  return `terraform apply ${types.map((type) => `-${option}=${type}.LABEL`).join(" ")}`;
}
