import { DEDICATION_TAG } from "../../domain/dedication-tag.js";
import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { masked } from "../../domain/masked.js";
import type { Card } from "./card.js";
import { type Facts, seenOf } from "./facts.js";
import type { HandOver } from "./hand-over.js";
import type { KeyRow } from "./key-rows.js";
import { machineKeyData } from "./machine/card-data.js";
import { outcomeOf, type StatusReport } from "./report.js";

/** The report for a script. Ids are masked; what the caller may not see is null and named under `not_shown`. */
export function statusReportData({ targets, machineKeys }: StatusReport) {
  return {
    outcome: outcomeOf({ targets, machineKeys }),
    targets: targets.map(cardData),
    machine_keys: machineKeys.map(machineKeyData),
  };
}

function cardData({ subject, verdict, facts, seedKeyId, grace, keys, handOver, notShown }: Card) {
  return {
    target: subject.target,
    verdict,
    ...(facts ? factsData(subject, facts) : { made_at: null, holds: null, user: null, rotator: null }),
    seed:
      seedKeyId === undefined
        ? null
        : {
            id: masked(seedKeyId),
            retired_at: subject.retirement?.at?.toISOString() ?? null,
            proof: subject.retirement?.proof ?? null,
          },
    grace: grace ? { key: masked(grace.key.id), until: grace.until?.toISOString() ?? null } : null,
    keys: facts ? keys.map((key) => keyData(key, facts.now)) : [],
    hand_over: handOver ? handOverData(handOver) : null,
    not_shown: notShown,
  };
}

function factsData({ user, target }: Card["subject"], facts: Facts) {
  const holding = seenOf(facts.holding);
  const rotator = seenOf(facts.rotator);
  const found = facts.user && seenOf(facts.user.user);
  const tag = found?.tags[DEDICATION_TAG];
  return {
    made_at: seenOf(facts.target)?.createdAt?.toISOString() ?? null,
    holds: holding?.kind === "key" ? { kind: holding.kind, id: masked(holding.id) } : (holding ?? null),
    user: user
      ? {
          arn: user.arn,
          dedicated: found ? tag !== undefined && normalizedGatewayPath(tag) === target : null,
        }
      : null,
    rotator:
      facts.rotatorPath === undefined
        ? null
        : {
            path: facts.rotatorPath,
            exists: "seen" in facts.rotator ? rotator !== undefined : null,
            auto_rotate: rotator?.autoRotate ?? null,
            interval_days: rotator?.intervalDays ?? null,
            last_rotated_at: rotator?.lastRotatedAt?.toISOString() ?? null,
            next_rotation_at: rotator?.nextRotationAt?.toISOString() ?? null,
            status: rotator?.status ?? null,
            last_error: rotator?.lastError ?? null,
          },
  };
}

function keyData({ id, role, held, status, createdAt, lastUse }: KeyRow, now: Date) {
  const use = seenOf(lastUse);
  return {
    id: masked(id),
    role: role === "key" ? null : role,
    held: held ?? null,
    status,
    created_at: createdAt.toISOString(),
    age_seconds: Math.max(0, Math.round((now.getTime() - createdAt.getTime()) / 1000)),
    last_use: use
      ? { at: use.at.toISOString(), service: use.service ?? null, region: use.region ?? null }
      : null,
  };
}

function handOverData({ steps, keys }: HandOver) {
  return steps.map(({ what, at, done, key }) => ({
    step: what,
    at: at?.toISOString() ?? null,
    done,
    key: { role: keys[key]?.role ?? null, id: keys[key]?.id ?? null },
  }));
}
