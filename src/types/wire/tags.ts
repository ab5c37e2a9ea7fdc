import type { AttributeWire } from "../../vocabulary/index.js";
import { texts } from "./words.js";

type Tags = readonly string[];

/** Tags that an update gives as a whole. */
export function tags(told: string): AttributeWire<Tags> {
  return { ...texts("tags", { told }), created: ofNew, role: "tags" };
}

/** Tags that an update adds and removes one by one, for which it has to be known which there are. */
export function tagsByChange(told: string): AttributeWire<Tags> {
  return {
    ...tags(told),
    updated: (wanted, now) => ({
      "add-tag": orNothing((wanted ?? []).filter((tag) => !now?.includes(tag))),
      "rm-tag": orNothing((now ?? []).filter((tag) => !wanted?.includes(tag))),
    }),
  };
}

function ofNew(value: Tags | null) {
  return { tags: orNothing(value ?? []) };
}

function orNothing(list: Tags): Tags | null {
  return list.length > 0 ? list : null;
}
