import { masked } from "../../domain/masked.js";
import { defineResource, type OperationContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import { seedRetirementTable } from "../../schema/index.js";
import { isSettled, seedStatus } from "../../seed/index.js";
import type { ComputedOf, PlanOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import { retireSeed } from "../retire-seed.js";
import { seedSubject } from "../seed-subject.js";

type Table = (typeof seedRetirementTable)["attributes"];

/** `latchkey_seed_retirement`: from a seed that was handed over to a seed that is gone. */
export const seedRetirement = defineResource<Clients>()({
  table: seedRetirementTable,

  // No checkpoint: the keys are the journal, and an interrupted retirement is simply begun again.
  create: ({ plan, ...context }) => retired(plan, context),

  /** Looks at the user's keys only: whether the gateway's key works is proven when something changes, not on refresh. */
  async read({ state, client, signal }) {
    const { user } = seedSubject(state.seed_user_arn, state.target);
    const keys = (await client.aws.iam.keys(user.name, { signal })) ?? [];
    const status = seedStatus({ seedKeyId: state.seed_key_id }, keys);
    if (status !== "gone") return { ...state, seed_status: status };
    return { ...state, seed_status: isSettled(keys, client.clock.now()) ? "retired" : "unsettled" };
  },

  plan({ prior, planned, set, recompute }) {
    set("seed_status", "retired");
    if (prior === null) return;
    if (prior.seed_status !== "retired" || planned("seed_key_id") !== prior.seed_key_id) {
      recompute("proof");
      recompute("retired_at");
    }
  },

  async update({ plan, prior, changed, ...context }) {
    const made = await retired(plan, context);
    const again = prior.seed_status !== "retired" || changed("seed_key_id");
    if (again) return made;
    return { ...made, proof: prior.proof ?? made.proof, retired_at: prior.retired_at ?? made.retired_at };
  },

  async delete() {
    // Nothing to undo: a retirement leaves no object behind, and a deleted key cannot come back. The working key goes
    // with the target.
  },

  importId(id) {
    const [target, rotator, seed_user_arn, seed_key_id, ...more] = id.split(",");
    if (!target || !rotator || !seed_user_arn || !seed_key_id || more.length > 0) {
      throw new Fault("SEED_IMPORT_ID_MALFORMED", {
        doing: "importing a seed retirement",
        seen: "the id is not made of four parts with commas between them",
        state: "Nothing was imported.",
      });
    }
    return { target, rotator, seed_user_arn, seed_key_id };
  },
});

async function retired(plan: PlanOf<Table>, context: OperationContext<Clients>): Promise<ComputedOf<Table>> {
  const { proof, unseen = [] } = await retireSeed(plan, context);
  if (unseen.length > 0) {
    context.warn(
      "Not known who else works with the retired seed",
      `Seed key ${masked(plan.seed_key_id)} of target ${plan.target} is gone. Whether anything else in the gateway worked with it was asked, and the gateway does not show ${unseen.join("; ")}. Nobody but the gateway was ever given a seed; if something else should have got hold of it there, it has to be given another key.`,
    );
  }
  return { seed_status: "retired", proof, retired_at: context.client.clock.now().toISOString() };
}
