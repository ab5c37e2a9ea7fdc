import type { ProcessReport } from "../canary/search-processes.js";
import { firstFew } from "./first-few.js";
import type { Evidence } from "./promised.js";

/** I1, for what is in no file: what the programs of the run were started with. */
export function noSecretGiven({ processes, secrets, spellings, findings, denied }: ProcessReport): Evidence {
  const found = findings.map(
    ({ process, where, label, spelling }) => `${label} (${spelling}) in ${where} of ${process}`,
  );
  const closed = denied.map((process) => `${process} could not be looked at`);
  const searched = `${secrets} secrets × ${spellings} spellings searched for in what ${processes} processes were given`;
  return {
    title: "no secret stands in arguments or environments",
    held: findings.length === 0 && denied.length === 0 && processes > 0 && secrets > 0,
    expected: "no secret in any argument, and none in any variable but those that it was put into on purpose",
    seen: [searched, ...firstFew(found), ...closed].join("; "),
  };
}
