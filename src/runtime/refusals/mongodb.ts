import { anyCause } from "./refusal.js";

/** UserNotFound, AuthenticationFailed, ReauthenticationRequired. */
const CODES: ReadonlySet<unknown> = new Set([11, 18, 391]);
/** Unauthorized says it of missing rights, too; AtlasError is all that Atlas's own proxy says. */
const BY_TEXT: ReadonlyMap<unknown, RegExp> = new Map([
  [13, /requires authentication/i],
  [8000, /bad auth|authentication failed/i],
]);

/** MongoDB has refused the user or the password: `mongodb`, and what is built on it. */
export function isMongoRefusal(error: unknown): boolean {
  return anyCause(error, (fields) => {
    const { code, codeName, message } = fields;
    // Other systems have small numbers for codes, too; every error of a MongoDB server says its own name.
    if (typeof codeName !== "string" && !/^Mongo/.test(String(fields.name))) return false;
    return CODES.has(code) || (BY_TEXT.get(code)?.test(String(message)) ?? false);
  });
}
