import type { Fault } from "../../errors/fault.js";
import type { Proof } from "../../proof/prove.js";

/** What came of the stories, for a script. What is of one of them names its document, or null where it is of all. */
export function resultData({ held, systems, searches }: Proof) {
  const failure = systems.find((system) => system.failure)?.failure;
  return {
    held,
    evidence: [
      ...systems.flatMap(({ document, evidence }) => evidence.map((line) => ({ ...line, document }))),
      ...searches.map((line) => ({ ...line, document: null })),
    ],
    stages: systems.flatMap(({ document, stages }) => stages.map((stage) => ({ ...stage, document }))),
    systems: systems.map(({ document, title, failure: own, skipped = null }) => ({
      ...{ document, title, failure: dataOf(own), skipped },
    })),
    failure: dataOf(failure),
  };
}

function dataOf(failure: Fault | undefined) {
  if (failure === undefined) return null;
  const { code, summary, detail } = failure;
  return { code, summary, detail };
}
