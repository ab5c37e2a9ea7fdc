import type { ReadyAnswers } from "../protocol/index.js";

/** The sources have none. In the bundle, the build has made some in their place (`scripts/ready-answers`). */
export const readyAnswers: ReadyAnswers = {};
