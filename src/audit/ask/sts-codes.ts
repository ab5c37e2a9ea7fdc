import type { StsAnswer } from "./witness.js";

const REFUSALS = new Set(["InvalidClientTokenId", "InvalidAccessKeyId", "UnrecognizedClient"]);
/** AWS denies something only to an identity that it knows. */
const DENIALS = new Set(["AccessDenied", "UnauthorizedOperation"]);

/** Whether STS says that there is no such key, or none that works. */
export function refuses(answer: StsAnswer): boolean {
  return !answer.ok && REFUSALS.has(answer.code);
}

/** Whether STS knows who signed and denies the question. */
export function denies(answer: StsAnswer): boolean {
  return !answer.ok && DENIALS.has(answer.code);
}

/** Whether the secret is not the key's. */
export function misses(answer: StsAnswer): boolean {
  return !answer.ok && answer.code === "SignatureDoesNotMatch";
}

/** Whether the key was temporary, and its time is over. */
export function isOver(answer: StsAnswer): boolean {
  return !answer.ok && answer.code === "ExpiredToken";
}

/** Whether STS knows the key, whatever it thinks of it. */
export function knows(answer: StsAnswer): boolean {
  return answer.ok || denies(answer) || misses(answer) || isOver(answer);
}
