import type { Clock } from "../../domain/clock.js";
import type { FoundKey } from "../ledger.js";
import { type Judgement, judge, judgeTemporary, unasked } from "./judgement.js";
import { type Signed, Signing } from "./signing.js";
import { Standings } from "./standing.js";
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
): Promise<readonly Judgement[]> {
  const signing = new Signing(witness);
  const standings = new Standings(witness);
  const judgements: Judgement[] = [];
  const waiting = keys.map((key, index) => ({ key, index })).reverse();
  let done = 0;

  const judgementOf = async (key: FoundKey): Promise<Judgement> => {
    let signed: Signed = await signing.signAs(key);
    if (key.kind === "temporary") return judgeTemporary(key, signed);
    // Who has the secret knows more than IAM can add.
    const standing =
      signed.result === "accepted" ? ({ standing: "not told", why: "" } as const) : await standings.of(key);
    if (signed.result === "refused" && standing.standing === "not told" && isYoung(key, clock)) {
      await clock.sleep(SECOND_LOOK_MS, signal);
      signed = await signing.signAs(key);
    }
    return judge(key, signed, standing);
  };

  const worker = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      signal.throwIfAborted();
      judgements[next.index] = await judgementOf(next.key);
      progress(++done, keys.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return judgements;
}

/** Judgements without asking anybody. */
export function withoutAsking(keys: readonly FoundKey[]): readonly Judgement[] {
  return keys.map(unasked);
}

function isYoung({ youngest }: FoundKey, clock: Clock): boolean {
  return youngest === undefined || clock.now().getTime() - youngest.getTime() < SETTLED_MS;
}
