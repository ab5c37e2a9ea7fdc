import { masked } from "../../domain/masked.js";
import type { Fault } from "../../errors/fault.js";
import type { Grace } from "../../seed/index.js";
import { type Facts, type Look, seenOf } from "./facts.js";
import { type HandOver, handOverOf } from "./hand-over.js";
import { judgeCredential } from "./judge.js";
import { type KeyRow, keyRows } from "./key-rows.js";
import type { StatusSubject } from "./subject.js";
import { couldNotTell, type StatusVerdict } from "./verdict.js";

/** Everything that the report says about one target. */
export interface Card {
  readonly subject: StatusSubject;
  readonly verdict: StatusVerdict;
  /** Undefined where nothing could be looked at. */
  readonly facts: Facts | undefined;
  readonly seedKeyId: string | undefined;
  /** The grace in which the gateway leaves a key that it worked with before. */
  readonly grace?: Grace;
  readonly keys: readonly KeyRow[];
  readonly handOver: HandOver | undefined;
  /** What the caller may not see, in words such as `the details of the target`. */
  readonly notShown: readonly string[];
}

export function cardOf(subject: StatusSubject, facts: Facts): Card {
  const judgement = judgeCredential(subject, facts);
  return {
    subject,
    facts,
    ...judgement,
    keys: keyRows(facts, judgement),
    handOver: handOverOf(subject, facts, judgement),
    notShown: notShown(facts),
  };
}

/** The card of a target that could not be looked at. */
export function emptyCard(subject: StatusSubject, fault: Fault): Card {
  const verdict = couldNotTell(fault);
  const { seedKeyId } = subject;
  return { subject, verdict, facts: undefined, seedKeyId, keys: [], handOver: undefined, notShown: [] };
}

function notShown({ target, holding, rotator, user, holders }: Facts): string[] {
  const uses = ((user && seenOf(user.keys)) ?? []).map(({ id, lastUse }): [string, Look<unknown>] => [
    `the last use of ${masked(id)}`,
    lastUse,
  ]);
  const looks: [string, Look<unknown>][] = [
    ["the target", target],
    ["which key the target holds", holding],
    ["the rotator", rotator],
    ...(user
      ? ([
          ["the IAM user's tags", user.user],
          ["its keys", user.keys],
        ] as [string, Look<unknown>][])
      : []),
    ...uses,
  ];
  const withheld = looks.filter(([, look]) => "withheld" in look).map(([what]) => what);
  return holders && holders.unseen.length > 0
    ? [...withheld, "all that may work with the seed, too"]
    : withheld;
}
