import { judgePromise, type Promised } from "../../../src/proof/evidence/index.js";
import type { DeployRecord, StageRecord } from "../../../src/proof/stories/record.js";
import { awsCall, gatewayCall } from "./recorded-history.js";

/** A stage in which nothing happened. */
export const idle: StageRecord = {
  seconds: 1,
  aws: [],
  gateway: [],
  events: [],
  keysMade: [],
  keysAfter: [],
  madeAndThere: [],
};

/** A deploy that found nothing to do. */
export const unchangedDeploy: DeployRecord = {
  ...idle,
  aws: [awsCall(1, "GetRole")],
  gateway: [gatewayCall(1, "get-role", "/r", false)],
  terraform: { noChanges: true, changes: { added: 0, changed: 0, destroyed: 0 } },
};

/** A destroy that left nothing. */
export const destroyed: DeployRecord = {
  ...idle,
  terraform: { noChanges: false, changes: { added: 0, changed: 0, destroyed: 7 } },
};

/** Titles of the promises that such a history breaks. */
export function brokenIn<History>(promises: readonly Promised<History>[], history: History): string[] {
  return promises
    .map((promised) => judgePromise(promised, history))
    .flatMap(({ held, title }) => (held ? [] : [title]));
}

/** The same history, but for what is given of one stage. */
export function butIn<History, Name extends keyof History>(
  history: History,
  name: Name,
  change: Partial<History[Name]>,
): History {
  return { ...history, [name]: { ...history[name], ...change } };
}
