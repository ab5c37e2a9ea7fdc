import type { AwsWitness, FoundKey, StsAnswer } from "../../../src/audit/index.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import type { FaultCode } from "../../../src/errors/catalog.js";
import { Fault } from "../../../src/errors/fault.js";

export const ACCOUNT = "111122223333";
export const ACCEPTED: StsAnswer = { ok: true, arn: `arn:aws:iam::${ACCOUNT}:user/ci`, account: ACCOUNT };
export const refusedWith = (code: string): StsAnswer => ({ ok: false, code });
export const UNKNOWN_KEY = refusedWith("InvalidClientTokenId");
export const WRONG_SECRET = refusedWith("SignatureDoesNotMatch");

export function awsFault(code: FaultCode, seen = "seen"): Fault {
  return new Fault(code, { doing: "asking", seen, state: "Nothing was changed." });
}

/** AWS as a test wants it; what is left out is answered by an account without users. Calls are recorded. */
export function fakeAws(answers: Partial<AwsWitness>): { witness: AwsWitness; calls: string[] } {
  const calls: string[] = [];
  const nobody: AwsWitness = {
    signAs: async () => [UNKNOWN_KEY],
    signFarAway: async () => [],
    caller: async () => ({ arn: `arn:aws:iam::${ACCOUNT}:user/deployer`, account: ACCOUNT }),
    accountOf: async () => ACCOUNT,
    ownerOf: async () => {
      throw awsFault("AWS_ACCESS_DENIED");
    },
    keysOf: async () => undefined,
    userNames: async () => [],
    rootHasKeys: async () => false,
  };
  const all = { ...nobody, ...answers };
  const recorded = Object.fromEntries(
    Object.entries(all).map(([name, method]) => [
      name,
      (...args: never[]) => {
        calls.push(name);
        return (method as (...given: never[]) => unknown)(...args);
      },
    ]),
  );
  return { witness: recorded as unknown as AwsWitness, calls };
}

/** A key as a scan of an old file with one secret beside it gives it. */
export function foundKey(more: Partial<FoundKey> = {}): FoundKey {
  const id = more.id ?? "AKIAFOUNDFOUNDFOUND2";
  return {
    id,
    kind: id.startsWith("ASIA") ? "temporary" : "long-term",
    places: [],
    secrets: [secretNamed("secret-1")],
    sessionTokens: [],
    smtpPassword: false,
    users: [],
    partitions: ["aws"],
    further: 0,
    youngest: new Date(0),
    ...more,
  };
}

export function secretNamed(text: string, more: { beside?: boolean; plausible?: boolean } = {}) {
  return { secret: new SecretText(text), beside: true, plausible: true, ...more };
}
