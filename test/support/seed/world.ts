import { parseIamUserArn } from "../../../src/domain/iam-user-arn.js";
import type { SeedSubject, SeedWorld } from "../../../src/seed/index.js";
import { type FakeCloud, TARGET, USER_ARN } from "./fake-cloud.js";

const user = parseIamUserArn(USER_ARN);
if (!user) throw new Error("the fake user's ARN should be one");

export const subject: SeedSubject = { user, target: TARGET };

/** The world of a new process on this cloud; parts of it may be replaced. */
export function worldOn(cloud: FakeCloud, changes: Partial<SeedWorld> = {}): SeedWorld & { lines: string[] } {
  const lines: string[] = [];
  return {
    iam: cloud.iam,
    gateway: cloud.gateway,
    journal: cloud.journal.seenByNewProcess(),
    clock: cloud.clock,
    settleSeconds: 10,
    signal: new AbortController().signal,
    progress: (line) => lines.push(line),
    ...changes,
    lines,
  };
}
