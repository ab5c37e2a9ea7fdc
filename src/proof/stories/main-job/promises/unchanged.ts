import { unchanged } from "../../promises/unchanged.js";
import type { MainJobStages } from "../stage.js";

/** I5: the second deploy finds nothing to do and writes nothing. */
export const secondDeployUnchanged = unchanged<MainJobStages>(
  "a second deploy changes nothing and writes nothing",
  "second deploy",
);

/** I5, once more after the gateway has replaced its key by itself. */
export const thirdDeployUnchanged = unchanged<MainJobStages>(
  "a deploy after that still changes nothing",
  "third deploy",
);
