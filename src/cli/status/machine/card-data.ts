import { masked } from "../../../domain/masked.js";
import type { MachineKeyCard } from "./card.js";
import { dueAt } from "./due-at.js";
import type { MachineKeyFacts } from "./facts.js";
import type { MachineKeyRow } from "./rows.js";

/** A machine user's key for a script. Ids are masked. */
export function machineKeyData({ subject, verdict, problems, facts, keys, notShown }: MachineKeyCard) {
  const { secret, store, user } = subject;
  const found = facts?.found;
  const at = found?.key && dueAt(subject, found.key);
  return {
    secret,
    secret_store: store,
    verdict,
    problems,
    user: { arn: user.arn, dedicated: dedicated(facts) },
    key: found?.key ? { id: masked(found.key.id), since: found.key.createdAt.toISOString() } : null,
    due_at: at?.toISOString() ?? null,
    due: facts && at ? facts.now >= at : false,
    lost: found ? problems.some(({ code }) => code === "key-lost") : null,
    replaced: found?.replaced
      ? {
          id: masked(found.replaced.keyId),
          verdict: found.replaced.verdict,
          until: found.replaced.until?.toISOString() ?? null,
          why: found.replaced.why,
        }
      : null,
    unfinished: found ? problems.some(({ code }) => code === "run-unfinished") : null,
    rotation_function: facts?.rotationFunction ?? null,
    keys: facts ? keys.map((key) => keyData(key, facts.now)) : [],
    not_shown: notShown,
  };
}

function dedicated(facts: MachineKeyFacts | undefined): boolean | null {
  if (!facts?.found || facts.userRefusal === "withheld") return null;
  return facts.userRefusal === undefined;
}

function keyData({ id, role, status, createdAt, use }: MachineKeyRow, now: Date) {
  const last = use === "unknown" || !use.at ? null : use;
  return {
    id: masked(id),
    role,
    status,
    created_at: createdAt.toISOString(),
    age_seconds: Math.max(0, Math.round((now.getTime() - createdAt.getTime()) / 1000)),
    last_use: last && {
      at: last.at?.toISOString(),
      service: last.service ?? null,
      region: last.region ?? null,
    },
  };
}
