import type { Clock } from "../../domain/clock.js";
import type { FoundKey } from "../ledger.js";
import { judgeKey, judgeOther, judgeTemporary, type KeyJudgement, unasked } from "./judgement.js";
import { type Signed, Signing } from "./signing.js";
import { type IamStanding, Standings } from "./standing.js";
import type { AwsWitness } from "./witness.js";

export interface InquiryOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called whenever a verdict has been reached. */
  readonly progress: (done: number, of: number) => void;
}

/** AWS is asked about as many keys at once. */
const AT_ONCE = 4;
/** A key that was made a moment ago may still be refused; a refusal counts when it is this old, or is repeated. */
const SETTLED_MS = 120_000;
const SECOND_LOOK_MS = 15_000;

/** Asks AWS about every key; the judgements are in the order of the keys. */
export async function inquire(
  keys: readonly FoundKey[],
  witness: AwsWitness,
  { clock, signal, progress }: InquiryOptions,
): Promise<readonly KeyJudgement[]> {
  const signing = new Signing(witness);
  const standings = new Standings(witness);
  const judgements: KeyJudgement[] = [];
  const young: { readonly index: number; readonly key: FoundKey; readonly standing: IamStanding }[] = [];
  let done = 0;

  const judged = (index: number, judgement: KeyJudgement) => {
    judgements[index] = judgement;
    progress(++done, keys.length);
  };
  const everywhere = async (key: FoundKey, near: Signed): Promise<Signed> =>
    near.result === "refused" ? await signing.signFarAway(key) : near;

  await eachOf(keys.entries(), signal, async ([index, key]) => {
    if (!isAccessKey(key)) {
      judged(index, judgeOther(key));
      return;
    }
    const signed = await signing.signAs(key);
    if (key.kind === "temporary") {
      judged(index, judgeTemporary(key, await everywhere(key, signed)));
      return;
    }
    // Who has the secret knows more than IAM can add.
    const standing =
      signed.result === "accepted" ? ({ standing: "not told", why: "" } as const) : await standings.of(key);
    if (signed.result !== "refused" || standing.standing !== "not told") {
      judged(index, judgeKey(key, signed, standing));
    } else if (isYoung(key, clock)) young.push({ index, key, standing });
    else judged(index, judgeKey(key, await everywhere(key, signed), standing));
  });

  if (young.length > 0) await clock.sleep(SECOND_LOOK_MS, signal);
  await eachOf(young.values(), signal, async ({ index, key, standing }) => {
    judged(index, judgeKey(key, await everywhere(key, await signing.signAs(key)), standing));
  });
  signal.throwIfAborted();
  return judgements;
}

/** Works on several at once. */
async function eachOf<T>(
  all: IterableIterator<T>,
  signal: AbortSignal,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const worker = async () => {
    for (const one of all) {
      signal.throwIfAborted();
      await work(one);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Whether it is one that signs, of which STS and IAM can be asked. */
function isAccessKey({ kind }: FoundKey): boolean {
  return kind === "long-term" || kind === "temporary";
}

/** Judgements without asking AWS. */
export function withoutAsking(keys: readonly FoundKey[]): readonly KeyJudgement[] {
  return keys.map((key) => (isAccessKey(key) ? unasked(key) : judgeOther(key)));
}

function isYoung({ youngest }: FoundKey, clock: Clock): boolean {
  return youngest === undefined || clock.now().getTime() - youngest.getTime() < SETTLED_MS;
}
