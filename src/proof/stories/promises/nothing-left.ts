import { masked } from "../../../domain/masked.js";
import { firstFew } from "../../evidence/first-few.js";
import type { Promised } from "../../evidence/promised.js";
import type { DeployRecord } from "../record.js";
import type { HistoryOf } from "../story.js";

/** I6, and more: what a story has made is gone after its stage "destroy", and no access key of any user is left. */
export function nothingLeft<Stages extends { readonly destroy: DeployRecord }>(): Promised<
  HistoryOf<Stages>
> {
  return {
    title: "cdktf destroy leaves nothing in the gateway and nothing in AWS",
    after: ["destroy"],
    check(history) {
      const { madeAndThere, keysAfter, terraform } = history.destroy as DeployRecord;
      const left = [...madeAndThere, ...keysAfter.map(({ id, status }) => `${masked(id)} ${status}`)];
      return {
        held: left.length === 0 && terraform?.changes !== undefined,
        expected: "no object that the story has made, and no access key",
        seen: `${firstFew(left).join(", ") || "nothing"} left; ${terraform?.changes?.destroyed ?? 0} resources destroyed`,
      };
    },
  };
}
