import { masked } from "../../../../domain/masked.js";
import type { Promised } from "../../../evidence/promised.js";
import type { History } from "../stage.js";
import { keyInGrace } from "./key-in-grace.js";
import { seedStory } from "./seed-story.js";

/** I2: exactly one Active key, the gateway holds it, and it is not the seed; in a grace the one before counts with it. */
export const oneActiveKey: Promised<History> = {
  title: "one Active key is left, the gateway holds it, it is not the seed",
  after: ["first deploy"],
  check({ "first deploy": stage }) {
    const { seed, user } = seedStory(stage);
    const all = stage.keysAfter.filter(({ userName }) => userName === user);
    const inGrace = keyInGrace(stage);
    const keys = all.filter((key) => key !== inGrace);
    const [only] = keys;
    return {
      held:
        keys.length === 1 && only?.status === "Active" && only.id === stage.heldAfter && only.id !== seed?.id,
      expected: "one key, Active, held by the target, other than the seed",
      seen: `${all.map(({ id, status }) => `${masked(id)} ${status}`).join(", ") || "no key"}; the target holds ${
        stage.heldAfter ? masked(stage.heldAfter) : "none"
      }; the seed was ${seed ? masked(seed.id) : "never minted"}`,
    };
  },
};
