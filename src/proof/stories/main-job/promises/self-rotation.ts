import { masked } from "../../../../domain/masked.js";
import type { Promised } from "../../../evidence/promised.js";
import type { History } from "../stage.js";
import { keyInGrace } from "./key-in-grace.js";

/** A day later the gateway replaces its key without a run of Terraform. */
export const selfRotation: Promised<History> = {
  title: "a day later the gateway replaces its key by itself",
  after: ["first deploy", "second deploy", "a day goes by"],
  check({ "first deploy": first, "second deploy": before, "a day goes by": stage }) {
    const rotation = stage.events.find(({ kind, from }) => kind === "rotated" && from === before.heldAfter);
    const inGrace = keyInGrace(stage, [first, before]);
    const active = stage.keysAfter.filter((key) => key.status === "Active" && key !== inGrace);
    return {
      held:
        rotation !== undefined &&
        rotation.to === stage.heldAfter &&
        active.length === 1 &&
        active[0]?.id === stage.heldAfter,
      expected: "one rotation away from the key that was held, and one Active key afterwards",
      seen: rotation
        ? `${masked(rotation.from ?? "")} → ${masked(rotation.to ?? "")} at ${rotation.at.toISOString().slice(0, 16)}Z; Active: ${active.map(({ id }) => masked(id)).join(", ")}`
        : `no rotation; ${stage.events.map(({ kind }) => kind).join(", ") || "nothing happened"}`,
    };
  },
};
