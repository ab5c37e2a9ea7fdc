import { actionTable } from "../../vocabulary/index.js";
import { retirementTerms } from "../retirement-terms.js";

/** The retirement of a seed key as an action, for a deployer who wants it at another moment than the apply. */
export const retireSeedKeyTable = actionTable({
  type: "retire_seed_key",
  doc: "Retires the seed key of a target as `latchkey_seed_retirement` does: has it rotated, proves the working key by use, deactivates the seed, waits, proves again and deletes the seed. It may be invoked any number of times: for a seed that is gone it proves the working key and changes nothing.",
  attributes: retirementTerms,
});
