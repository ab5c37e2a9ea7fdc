import { masked } from "../../domain/masked.js";
import { defineAction } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import { retireSeedKeyTable } from "../../schema/index.js";
import type { Clients } from "../../wiring/index.js";
import { retireSeed } from "../retire-seed.js";

const PROOFS = {
  sts: "by identity calls with it",
  dynamic_credential: "by a credential that the gateway issued with it",
} as const;

/** Words of faults that speak of the next apply are meant for the resource, whose apply is repeated. */
const NOT_REPEATED =
  "An apply does not repeat an action that failed: invoke it again with terraform apply -invoke=action.latchkey_retire_seed_key.NAME.";

/** `latchkey_retire_seed_key`: the retirement at a moment of the user's choice, told line by line. */
export const retireSeedKey = defineAction<Clients>()({
  table: retireSeedKeyTable,

  async invoke({ config, progress, ...context }) {
    const { workingKeyId, proof } = await retireSeed(config, context, { progress }).catch(notRepeated);
    const seed = masked(config.seed_key_id);
    progress(`seed key ${seed} is gone; working key ${masked(workingKeyId)} was proven ${PROOFS[proof]}`);
  },
});

function notRepeated(error: unknown): never {
  if (!Fault.is(error)) throw error;
  throw new Fault(error.code, { ...error.details, state: `${error.details.state} ${NOT_REPEATED}` });
}
