import { DEDICATION_TAG } from "../../domain/dedication-tag.js";
import type { IamUserArn } from "../../domain/iam-user-arn.js";
import { masked } from "../../domain/masked.js";
import type { RotatorRecord } from "../../gateway/index.js";
import { type Grace, type RotatorFacts, type Standing, standingOf } from "../../seed/index.js";
import { shellWord } from "../shell-word.js";
import { type Facts, heldId, seenOf, type UserFacts } from "./facts.js";
import { rotationFlaw } from "./rotation-flaw.js";
import { sourceDrift } from "./source-drift.js";
import type { StatusSubject } from "./subject.js";
import { couldNotTell, refused, type StatusVerdict, sentence, unclear } from "./verdict.js";

export interface CredentialJudgement {
  readonly verdict: StatusVerdict;
  /** The seed, where it is known or can be told; it may be gone. */
  readonly seedKeyId: string | undefined;
  /** The grace that is on. */
  readonly grace?: Grace;
}

const BY_DATES = "That is what the dates tell; this caller may not read which key the target holds.";

type UsersSubject = StatusSubject & { readonly user: IamUserArn };

/** Says how a credential is, by the decisions of the seed's own life. Pure. */
export function judgeCredential(subject: StatusSubject, facts: Facts): CredentialJudgement {
  const withoutSeed = (verdict: StatusVerdict): CredentialJudgement => ({
    verdict,
    seedKeyId: subject.seedKeyId,
  });
  if ("withheld" in facts.target) return withoutSeed(couldNotTell(facts.target.withheld));
  if (facts.target.seen === undefined) return withoutSeed(missing(subject, facts));
  const drift = sourceDrift(subject, facts);
  if (drift) return withoutSeed(drift);
  const { holding, user: userFacts } = facts;
  if (seenOf(holding)?.kind === "gateway-identity") return withoutSeed(onItsOwnIdentity(subject, facts));
  const { user } = subject;
  if (!user || !userFacts) return withoutSeed(userNotTold(subject));
  if (userFacts.callerAccount !== user.account) {
    const seen = `the caller is in account ${userFacts.callerAccount}, the user in ${user.account}`;
    return withoutSeed(
      unclear("SEED_ACCOUNT_MISMATCH", sentence(seen), "Run with credentials of the user's account."),
    );
  }
  if ("withheld" in userFacts.keys) return withoutSeed(couldNotTell(userFacts.keys.withheld));
  if ("seen" in userFacts.user && userFacts.user.seen === undefined) {
    return withoutSeed(
      refused("SEED_USER_MISSING", `there is no user ${user.name} in account ${user.account}`),
    );
  }
  if (seenOf(holding)?.kind === "nothing") {
    return withoutSeed(refused("SEED_TARGET_WITHOUT_KEY", `target ${subject.target} holds no key`));
  }
  // Neither what the gateway holds nor when it rotated: the keys alone tell nothing.
  if ("withheld" in holding && "withheld" in facts.rotator)
    return withoutSeed(couldNotTell(holding.withheld));
  return byStanding({ ...subject, user }, facts, userFacts);
}

function byStanding(subject: UsersSubject, facts: Facts, userFacts: UserFacts): CredentialJudgement {
  const { rotatorPath } = facts;
  const standing = standingIn(subject, facts, userFacts);
  const toldNow =
    standing.kind === "seed" ? standing.keyId : standing.kind === "refused" && standing.seedKeyId;
  // A key that is there and is not the seed is none, whatever a state says; one that is gone may have been it.
  const isThere = seenOf(userFacts.keys)?.some(({ id }) => id === subject.seedKeyId) === true;
  const isNoSeed = isThere && (standing.kind === "settled" || standing.kind === "rotating");
  const seedKeyId = toldNow || (isNoSeed ? undefined : subject.seedKeyId);
  const judged = (verdict: StatusVerdict): CredentialJudgement => ({ verdict, seedKeyId });
  switch (standing.kind) {
    case "settled": {
      const says = [
        sentence(standing.why),
        ...(seedKeyId === undefined ? [] : [`Seed ${masked(seedKeyId)} is gone.`]),
        ...("withheld" in facts.holding ? [BY_DATES] : []),
      ].join(" ");
      const { grace } = standing;
      const verdict = rotationFlaw(subject, facts) ?? {
        outcome: "in order",
        code: "in-order",
        says,
        advice: null,
      };
      return { ...judged(verdict), ...(grace && { grace }) };
    }
    case "rotating":
      return judged({
        outcome: "in order",
        code: "rotating",
        says: "The gateway is replacing a key just now.",
        advice: "Look again in two minutes.",
      });
    case "seed":
      return judged(sharedSeed(standing.keyId, facts) ?? withSeed(subject, standing, rotatorPath));
    case "orphans":
      return judged(missing(subject, facts));
    case "refused": {
      const { code, seen, advice } = standing.refusal;
      // Without a rotator there is no path that the refusal could name.
      const flaw = code === "SEED_ROTATOR_MISSING" ? rotationFlaw(subject, facts) : undefined;
      return judged(flaw ?? refused(code, seen, advice));
    }
  }
}

/** What cannot be seen is taken as it should be: what it hides is told beside the verdict. */
function standingIn(subject: UsersSubject, facts: Facts, { callerAccount, user, keys }: UserFacts): Standing {
  const { target, now, rotator, rotatorPath = "" } = facts;
  const keyId = heldId(facts);
  const asItShouldBe = { arn: subject.user.arn, tags: { [DEDICATION_TAG]: subject.target } };
  const createdAt = seenOf(target)?.createdAt ?? undefined;
  return standingOf(
    {
      subject,
      seedKeyId: subject.seedKeyId ?? null,
      rotator: rotatorPath,
    },
    {
      dedication: { deployerAccount: callerAccount, user: "seen" in user ? user.seen : asItShouldBe },
      target: keyId !== undefined ? { kind: "key", keyId } : { kind: "unreadable", createdAt },
      targetCreatedAt: createdAt,
      keys: seenOf(keys) ?? [],
      rotator:
        "seen" in rotator ? rotator.seen && rotatorFacts(rotator.seen) : { ...UNSEEN, lastRotatedAt: now },
      now,
      named: facts.named,
    },
  );
}

const UNSEEN = { status: undefined, lastError: undefined };

function rotatorFacts({ target, lastRotatedAt, grace, status, lastError }: RotatorRecord): RotatorFacts {
  return {
    target: target ?? undefined,
    lastRotatedAt: lastRotatedAt ?? undefined,
    grace: grace ?? undefined,
    status: status ?? undefined,
    lastError: lastError ?? undefined,
  };
}

/** A seed that a retirement would refuse to end, because something else works with it. */
function sharedSeed(keyId: string, { holders }: Facts): StatusVerdict | undefined {
  if (!holders || holders.found.length === 0) return undefined;
  const names = holders.found.map(({ kind, name }) => `${kind} ${name}`).join(" and ");
  return refused("RETIRE_KEY_SHARED", `beside the target, ${names} works with seed ${masked(keyId)}`);
}

function withSeed(
  subject: UsersSubject,
  { keyId, status, held }: Extract<Standing, { kind: "seed" }>,
  rotator: string | undefined,
): StatusVerdict {
  const seed = `seed ${masked(keyId)}`;
  const advice = `Apply again where the configuration retires the seed, or run\n  latchkey retire --target ${shellWord(subject.target)} --user ${subject.user.arn} --rotator ${shellWord(rotator ?? "PATH")}`;
  const attention = { outcome: "needs attention", advice } as const;
  if (held) {
    const off =
      status === "inactive" ? ", which is turned off: it cannot work" : ", which no rotation has replaced";
    return { ...attention, code: "seed-in-use", says: `The gateway works with the ${seed}${off}.` };
  }
  return status === "active"
    ? {
        ...attention,
        code: "seed-not-retired",
        says: `The gateway works with a key of its own, and the ${seed} is still active.`,
      }
    : {
        ...attention,
        code: "seed-turned-off",
        says: `The gateway works with a key of its own; the ${seed} is turned off, and not deleted.`,
      };
}

function missing({ target }: StatusSubject, { user }: Facts): StatusVerdict {
  const keys = (user && seenOf(user.keys)) ?? [];
  const ids = keys.map(({ id }) => masked(id)).join(" and ");
  const left =
    keys.length === 0
      ? ""
      : ` Its user still has ${ids}, of which the gateway does not tell who works with it.`;
  return {
    outcome: "needs attention",
    code: "target-missing",
    says: `The gateway has no target ${target}.${left}`,
    advice:
      "Check the path, and that this is the right gateway. An apply makes a target anew that is missing, and ends what the journal proves to be its seed; every other key it refuses by name, with the commands.",
  };
}

function onItsOwnIdentity({ target }: StatusSubject, { user }: Facts): StatusVerdict {
  const keys = (user && seenOf(user.keys)) ?? [];
  const says = `Target ${target} works with the gateway's own identity: there is no key to hand over or to rotate.`;
  if (keys.length === 0) return { outcome: "in order", code: "gateway-identity", says, advice: null };
  const ids = keys.map(({ id }) => masked(id)).join(" and ");
  return {
    outcome: "needs attention",
    code: "keys-left",
    says: `${says} The user has ${ids} all the same.`,
    advice: "Find out what uses the key; if nothing does, delete it.",
  };
}

function userNotTold({ target }: StatusSubject): StatusVerdict {
  const says = `It was not said whose keys target ${target} works with.`;
  return unclear("user-not-told", says, "Name the IAM user by --target and --user ARN.");
}
