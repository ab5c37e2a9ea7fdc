import type { FoundKey } from "../ledger.js";
import { denies, isOver, misses, refuses } from "./sts-codes.js";
import type { AwsWitness, SigningKey, StsAnswer } from "./witness.js";

/** What came of signing with a key and the secrets that were found for it. */
export type Signed =
  /** `arn` is undefined where AWS knows the signer and does not say who it is. */
  | { readonly result: "accepted"; readonly arn: string | undefined; readonly account: string | undefined }
  /** No STS takes the key, whatever the secret. */
  | { readonly result: "refused" }
  /** It was temporary, and its time is over. */
  | { readonly result: "expired" }
  /** The key is known, and none of the secrets is its own. */
  | { readonly result: "misfit" }
  | { readonly result: "unanswered"; readonly why: string }
  /** There was nothing to sign with. */
  | { readonly result: "nothing" };

/** After so many keys in a row for which STS did not answer, it is not asked any more. */
const PATIENCE = 3;

/** Signs with the keys that were found. */
export class Signing {
  readonly #witness: AwsWitness;
  #unanswered = 0;

  constructor(witness: AwsWitness) {
    this.#witness = witness;
  }

  async signAs(key: FoundKey): Promise<Signed> {
    if (this.#unanswered >= PATIENCE && signingKeys(key).length > 0) {
      return { result: "unanswered", why: "STS has not answered for the keys before" };
    }
    const signed = await signedWith(key, async (attempt) =>
      conclusion(await this.#witness.signAs(attempt, key.partitions)),
    );
    this.#unanswered = signed.result === "unanswered" ? this.#unanswered + 1 : 0;
    return signed;
  }

  /** Signs where nothing points to, for a key that is refused where something does. */
  signFarAway(key: FoundKey): Promise<Signed> {
    return signedWith(key, async (attempt) => {
      const answers = await this.#witness.signFarAway(attempt, key.partitions);
      return answers.length > 0 ? conclusion(answers) : { result: "refused" };
    });
  }
}

async function signedWith(key: FoundKey, ask: (attempt: SigningKey) => Promise<Signed>): Promise<Signed> {
  let signed: Signed = { result: "nothing" };
  for (const attempt of signingKeys(key)) {
    signed = await ask(attempt);
    // Another secret can only help where it was the secret that was wrong.
    if (signed.result !== "misfit") break;
  }
  return signed;
}

function signingKeys({ id: keyId, kind, secrets, sessionTokens }: FoundKey): SigningKey[] {
  if (kind === "long-term") return secrets.map(({ secret }) => ({ keyId, secret }));
  return secrets.flatMap(({ secret }) =>
    sessionTokens.map((sessionToken) => ({ keyId, secret, sessionToken })),
  );
}

/** What the answers of several STS mean together: one acceptance is enough to be afraid. */
export function conclusion(answers: readonly StsAnswer[]): Signed {
  for (const answer of answers) {
    if (answer.ok) return { result: "accepted", arn: answer.arn, account: answer.account };
  }
  if (answers.some(denies)) return { result: "accepted", arn: undefined, account: undefined };
  if (answers.some(isOver)) return { result: "expired" };
  if (answers.some(misses)) return { result: "misfit" };
  const silence = answers.find((answer) => !refuses(answer));
  if (silence !== undefined || answers.length === 0) {
    const why = silence === undefined || silence.ok ? "none was asked" : silence.code;
    return { result: "unanswered", why: `STS gives no answer (${why})` };
  }
  return { result: "refused" };
}
