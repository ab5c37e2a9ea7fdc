import { masked } from "../../../domain/masked.js";
import { catalog } from "../../../errors/catalog.js";
import type { MachineKeyFound, ReplacedMachineKey } from "../../../machine/index.js";
import { distance, utc } from "../time-words.js";
import { refused, type StatusVerdict, sentence, unclear } from "../verdict.js";
import { dueAt } from "./due-at.js";
import type { MachineKeyFacts } from "./facts.js";
import { lostVerdict } from "./lost.js";
import { nextRun } from "./next-run.js";
import type { MachineKeySubject } from "./subject.js";
import { unfinishedVerdict } from "./unfinished.js";

type Found = NonNullable<MachineKeyFacts["found"]>;

/** Everything that is wrong with the key of a machine user, the worst first; nothing where it is in order. Pure. */
export function machineKeyProblems(
  subject: MachineKeySubject,
  facts: MachineKeyFacts,
): readonly StatusVerdict[] {
  const { found } = facts;
  const user = userProblem(facts);
  if (!found) return [user ?? missing(subject)];
  const lost = lostVerdict(subject, found.versions, found.keys);
  const all = [
    user,
    twoOwners(subject, found),
    lost,
    strangers(found),
    unfinishedVerdict(subject, found.versions, found),
    // Before readers get a key that works, no run ends another one, nor makes one because of its age.
    ...(lost ? [] : [replaced(subject, found.replaced, facts.now), due(subject, facts, found)]),
  ];
  return all.filter((one) => one !== undefined);
}

/** What it comes to, in one verdict. */
export function machineKeyVerdict(
  { name, found, now }: MachineKeyFacts,
  [worst]: readonly StatusVerdict[],
): StatusVerdict {
  if (worst) return worst;
  const { key, replaced } = found ?? {};
  const until = replaced?.until;
  const grace = replaced && until ? ` Replaced key ${masked(replaced.keyId)} works until ${utc(until)}.` : "";
  const since = key ? ` ${masked(key.id)}, made ${distance(key.createdAt, now)}` : "";
  const says = `Readers of secret ${name} get key${since}.${grace}`;
  return { outcome: "in order", code: "in-order", says, advice: null };
}

const ATTENTION = { outcome: "needs attention" } as const;

function userProblem({ userRefusal }: MachineKeyFacts): StatusVerdict | undefined {
  if (userRefusal === undefined || userRefusal === "withheld") return undefined;
  const { code, seen, advice } = userRefusal;
  if (code === "SEED_ACCOUNT_MISMATCH") {
    return unclear(code, sentence(seen), "Run with credentials of the user's account.");
  }
  return refused(code, seen, advice);
}

function missing({ secret, store }: MachineKeySubject): StatusVerdict {
  if (store === "aws_secrets_manager") {
    return refused(
      "MACHINE_SECRET_MISSING",
      `Secrets Manager has no secret ${secret}, or it is about to be deleted`,
    );
  }
  const seen = `the gateway has no static secret ${secret}: readers get nothing`;
  return refused("MACHINE_SECRET_MISSING", seen, "Apply: the first key makes the secret anew.");
}

/** The labels tell who has made the key that readers get: only the resource says what it was made for. */
function twoOwners(
  { isOfResource }: MachineKeySubject,
  { rotates, foreign, versions }: MachineKeyFound,
): StatusVerdict | undefined {
  if (foreign !== undefined) return refused("MACHINE_TWO_OWNERS", foreign);
  const isOfTerraform = isOfResource || versions.some(({ current, purpose }) => current && purpose !== null);
  if (!rotates || !isOfTerraform) return undefined;
  const seen = isOfResource
    ? "the state has a latchkey_machine_key of the secret, and a rotation function is switched on"
    : "a latchkey_machine_key has made the key that readers get, and a rotation function is switched on";
  const past = isOfResource
    ? ""
    : " Where the resource is gone, the function's next rotation puts an end to this.";
  return refused("MACHINE_TWO_OWNERS", seen, `${catalog.MACHINE_TWO_OWNERS.advice}${past}`);
}

function strangers({ untold: { refusal } }: Found): StatusVerdict | undefined {
  if (!refusal) return undefined;
  const ids = (refusal.keys ?? []).map(({ id }) => masked(id)).join(" and ");
  return refused(
    refusal.code,
    `${refusal.seen} (${ids}), and no version of the secret tells of it`,
    refusal.advice,
  );
}

function replaced(
  subject: MachineKeySubject,
  key: ReplacedMachineKey | undefined,
  now: Date,
): StatusVerdict | undefined {
  if (!key || key.verdict === "in grace") return undefined;
  const { until, why } = key;
  const over = until ? `its grace was over ${distance(until, now)}` : "since when is not noted";
  if (key.verdict === "kept") {
    return {
      ...ATTENTION,
      code: "replaced-key-kept",
      says: `Key ${masked(key.keyId)} was replaced, ${over}, and it is not ended: ${why}.`,
      advice:
        "Let whoever works with it read the secret again. A run ends it once it was unused for a day and the caller may know that; until then the next rotation is refused, because AWS allows a user two keys.",
    };
  }
  return {
    ...ATTENTION,
    code: "replaced-key-due",
    says: `Key ${masked(key.keyId)} was replaced, ${over}, and it lives still: ${why}.`,
    advice: `${nextRun(subject)} It ${until ? "ends that key" : "notes when, and its grace begins"}.`,
  };
}

function due(
  subject: MachineKeySubject,
  { now }: MachineKeyFacts,
  { key }: Found,
): StatusVerdict | undefined {
  const at = key && dueAt(subject, key);
  if (!at || now < at) return undefined;
  const { everyDays: days } = subject;
  return {
    ...ATTENTION,
    code: "key-due",
    says: `Key ${masked(key.id)} is to be replaced after ${days === 1 ? "a day" : `${days} days`}, and has been due since ${utc(at)}.`,
    advice: `${nextRun(subject)} It makes the next key.`,
  };
}
