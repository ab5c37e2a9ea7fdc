import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { masked } from "../../domain/masked.js";
import { defineResource, type OperationContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import { seedRetirementTable } from "../../schema/index.js";
import { isSettled, type RotatorFacts, seedStatus } from "../../seed/index.js";
import type { ComputedOf, PlanOf } from "../../vocabulary/index.js";
import { type Clients, seedWorld } from "../../wiring/index.js";
import { retireSeed } from "../retire-seed.js";
import { importedRetirement } from "../retirement-import-id.js";
import { keysSeen, seedSubject } from "../seed-subject.js";

type Table = (typeof seedRetirementTable)["attributes"];

/** `latchkey_seed_retirement`: from a seed that was handed over to a seed that is gone. */
export const seedRetirement = defineResource<Clients>()({
  table: seedRetirementTable,

  // No checkpoint: the keys are the journal, and an interrupted retirement is simply begun again.
  async create({ plan, ...context }) {
    const made = await retired(plan, plan.seed_key_id, context);
    return { ...made, target_id: await numberOf(plan.target, context) };
  },

  /**
   * Looks at the user's keys only: whether the gateway's key works is proven when something changes, not on refresh. Where
   * the caller may not list them, or is of another account, the state stays as it was.
   */
  async read({ state, client, signal, log }) {
    const { user } = seedSubject(state.seed_user_arn, state.target);
    const keys = await keysSeen(client, user, { signal, log });
    const target_id = state.target_id ?? (await numberOf(state.target, { client, signal, log }));
    if (keys === "unreadable") return { ...state, target_id };
    const status = state.seed_key_id === null ? "gone" : seedStatus({ seedKeyId: state.seed_key_id }, keys);
    if (status !== "gone") return { ...state, target_id, seed_status: status };
    const rotates = keys.length > 1 ? await rotatorOf(state.rotator, { client, signal, log }) : undefined;
    const settled = isSettled(keys, client.clock.now(), rotates);
    return { ...state, target_id, seed_status: settled ? ("retired" as const) : ("unsettled" as const) };
  },

  plan({ prior, planned, set, recompute }) {
    set("seed_status", "retired");
    if (prior === null) return;
    if (planned("target") !== prior.target) recompute("target_id");
    const sameSeed =
      planned("seed_key_id") === prior.seed_key_id && planned("seed_user_arn") === prior.seed_user_arn;
    if (prior.seed_status !== "retired" || !sameSeed) {
      recompute("proof");
      recompute("retired_at");
    }
  },

  async update({ plan, prior, changed, ...context }) {
    // Null is what a reference came to that was not known in the plan.
    const seed_key_id = plan.seed_key_id ?? prior.seed_key_id;
    const otherSeed = plan.seed_key_id !== null && changed("seed_key_id");
    const again = prior.seed_status !== "retired" || otherSeed || changed("seed_user_arn");
    const target_id = changed("target") ? await numberOf(plan.target, context) : prior.target_id;
    const sameTarget = !changed("target") || (target_id !== null && target_id === prior.target_id);
    const { proof, retired_at } = prior;
    if (!again && sameTarget && proof !== null && !changed("proof_producer", "quiet_period_seconds")) {
      // Only the names of target and rotator are others: what was proven stays proven.
      return {
        ...{ seed_key_id, target_id, seed_status: "retired" as const },
        ...{ proof, retired_at: retired_at ?? now(context) },
      };
    }
    const made = await retired(plan, seed_key_id, context, sameTarget ? prior.target : undefined);
    if (again) return { ...made, target_id };
    return { ...made, target_id, proof: proof ?? made.proof, retired_at: retired_at ?? made.retired_at };
  },

  async delete() {
    // Nothing to undo: a retirement leaves no object behind, and a deleted key cannot come back. The working key goes
    // with the target.
  },

  importId: importedRetirement,
});

/** `formerTarget` is the path that the target had before a rename that the same apply has carried out. */
async function retired(
  plan: PlanOf<Table>,
  seedKeyId: string | null,
  context: OperationContext<Clients>,
  formerTarget?: string,
): Promise<Omit<ComputedOf<Table>, "target_id">> {
  const seed_key_id = seedKeyId ?? unknownSeed(plan);
  const { proof, unseen = [] } = await retireSeed({ ...plan, seed_key_id }, context, { formerTarget });
  if (unseen.length > 0) {
    context.warn(
      "Not known who else works with the retired seed",
      `Seed key ${masked(seed_key_id)} of target ${plan.target} is gone. Whether anything else in the gateway worked with it was asked, and the gateway does not show ${unseen.join("; ")}. Only the gateway was ever given a seed; if something else should have got hold of it there, it has to be given another key.`,
    );
  }
  return { seed_key_id, seed_status: "retired", proof, retired_at: now(context) };
}

/** When a user has a second key, its rotator tells whether that is in a grace; unknown where the caller may not see it. */
async function rotatorOf(
  path: string,
  { client, signal, log }: Pick<OperationContext<Clients>, "client" | "signal" | "log">,
): Promise<RotatorFacts | undefined> {
  try {
    return await seedWorld(client, signal, log).gateway.findRotator(normalizedGatewayPath(path));
  } catch (error) {
    if (!Fault.is(error) || signal.aborted) throw error;
    log.log("warn", "when the key was rotated last cannot be read", { rotator: path, reason: error.code });
    return undefined;
  }
}

function unknownSeed({ target }: PlanOf<Table>): never {
  throw new Fault("VALUE_NOT_ALLOWED", {
    doing: `retiring the seed of target ${JSON.stringify(normalizedGatewayPath(target))}`,
    seen: "seed_key_id is not set, and no earlier retirement says which key the seed was",
    state: "Nothing was changed.",
    attribute: "seed_key_id",
    advice: "Set seed_key_id to the id of the seed.",
  });
}

function now({ client }: Pick<OperationContext<Clients>, "client">): string {
  return client.clock.now().toISOString();
}

/** The gateway's number of the target; null where it is not there, or where the caller may not see it. */
async function numberOf(
  target: string,
  { client, signal, log }: Pick<OperationContext<Clients>, "client" | "signal" | "log">,
): Promise<number | null> {
  try {
    return (await client.gateway.targets.find(normalizedGatewayPath(target), { signal }))?.id ?? null;
  } catch (error) {
    if (!Fault.is(error) || signal.aborted) throw error;
    log.log("warn", "the number of a target cannot be read", { target, reason: error.code });
    return null;
  }
}
