import { masked } from "../../../src/domain/masked.js";
import type { Invariant } from "./invariant.js";
import { ownKeys } from "./record.js";

/**
 * I2, after the repetition without a fault, in which a key in its grace counts with the one that the gateway holds;
 * of a target that is to work without a key of a user it leaves nothing.
 */
export const oneWorkingKey: Invariant = {
  name: "I2",
  title: "one Active key, the gateway or the secret holds it, it is not the seed",
  broken(record) {
    const { standings, target, endsIn, seedKeyId, issuedFor } = record;
    const standing = standings.again;
    if (endsIn === "nothing") return [];
    if (!standing) return ["the work was never done again"];
    const { inGrace = [] } = standing;
    const listed = ownKeys(record, standing);
    const keys = listed.filter(({ id }) => !inGrace.includes(id));
    const held = standing.held[target];
    const all = listed.map(({ id, status }) => `${masked(id)} ${status}`).join(", ") || "no key";
    if (endsIn === "a target without a key") {
      return [
        ...(listed.length === 0 ? [] : [`the target needs no key, and its former user has ${all}`]),
        ...(held === undefined ? [] : [`the gateway holds ${masked(held)}, and should hold no key`]),
      ];
    }
    const isUsable =
      endsIn === "a machine's key"
        ? record.userNames.some((name) => issuedFor?.endsWith(`/${name}`))
        : issuedFor?.includes(":assumed-role/");
    return [
      ...(keys.length === 1 && keys[0]?.status === "Active" ? [] : [`the user has ${all}`]),
      ...(held !== undefined && held === keys[0]?.id
        ? []
        : [`what holds the key has ${held === undefined ? "none" : masked(held)}, the user has ${all}`]),
      ...(held !== seedKeyId ? [] : ["the gateway still holds the seed"]),
      ...(isUsable ? [] : [`a credential that was asked for: ${issuedFor ?? "none"}`]),
    ];
  },
};
