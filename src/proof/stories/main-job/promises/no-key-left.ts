import { masked } from "../../../../domain/masked.js";
import type { Promised } from "../../../evidence/promised.js";
import { type History, STAGES } from "../stage.js";

/** I6: destroy leaves no live key. */
export const noKeyLeft: Promised<History> = {
  title: "cdktf destroy leaves no key at all",
  after: ["destroy"],
  check(history) {
    const { keysAfter, terraform, heldAfter } = history.destroy;
    const made = STAGES.flatMap((name) => history[name].keysMade).length;
    return {
      held: keysAfter.length === 0 && heldAfter === undefined && terraform?.changes !== undefined,
      expected: "no access key of any user, and no target that holds one",
      seen: `${keysAfter.map(({ id, status }) => `${masked(id)} ${status}`).join(", ") || "none"} left of ${made} that were ever made; ${terraform?.changes?.destroyed ?? 0} resources destroyed`,
    };
  },
};
