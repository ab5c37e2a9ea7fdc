import { STAGES } from "../../proof/main-job/stage.js";
import type { Proof } from "../../proof/prove.js";

/** The result of the main job for a script. */
export function resultData({ held, history, failure, evidence }: Proof) {
  const stages = STAGES.map((name) => ({ name, seconds: history[name]?.seconds ?? null }));
  const { code, summary, detail } = failure ?? {};
  return { held, evidence, stages, failure: failure ? { code, summary, detail } : null };
}
