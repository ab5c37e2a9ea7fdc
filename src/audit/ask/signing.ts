import type { FoundKey } from "../ledger.js";
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

const REFUSALS = new Set(["InvalidClientTokenId", "InvalidAccessKeyId", "UnrecognizedClient"]);
/** Whoever is denied something is somebody. */
const DENIALS = new Set(["AccessDenied", "UnauthorizedOperation"]);

/** After so many keys in a row for which nobody answered, nobody is asked any more. */
const PATIENCE = 3;

/** Signs with the keys that were found. */
export class Signing {
  readonly #witness: AwsWitness;
  #unanswered = 0;

  constructor(witness: AwsWitness) {
    this.#witness = witness;
  }

  async signAs(key: FoundKey): Promise<Signed> {
    const attempts = signingKeys(key);
    if (attempts.length === 0) return { result: "nothing" };
    if (this.#unanswered >= PATIENCE) {
      return { result: "unanswered", why: "STS has not answered for the keys before" };
    }
    let signed: Signed = { result: "nothing" };
    for (const attempt of attempts) {
      signed = conclusion(await this.#witness.signAs(attempt, key.partitions));
      // Another secret can only help where it was the secret that was wrong.
      if (signed.result !== "misfit") break;
    }
    this.#unanswered = signed.result === "unanswered" ? this.#unanswered + 1 : 0;
    return signed;
  }
}

function signingKeys({ id: keyId, kind, secrets, sessionTokens }: FoundKey): SigningKey[] {
  if (kind === "long-term") return secrets.map(({ secret }) => ({ keyId, secret }));
  return secrets.flatMap(({ secret }) =>
    sessionTokens.map((sessionToken) => ({ keyId, secret, sessionToken })),
  );
}

/** What the answers of several STS mean together: one acceptance is enough to be afraid. */
export function conclusion(answers: readonly StsAnswer[]): Signed {
  const codes: string[] = [];
  for (const answer of answers) {
    if (answer.ok) return { result: "accepted", arn: answer.arn, account: answer.account };
    codes.push(answer.code);
  }
  if (codes.some((code) => DENIALS.has(code))) {
    return { result: "accepted", arn: undefined, account: undefined };
  }
  if (codes.includes("ExpiredToken")) return { result: "expired" };
  if (codes.includes("SignatureDoesNotMatch")) return { result: "misfit" };
  const silence = codes.find((code) => !REFUSALS.has(code));
  if (silence !== undefined || codes.length === 0) {
    return { result: "unanswered", why: `STS gives no answer (${silence ?? "none was asked"})` };
  }
  return { result: "refused" };
}
