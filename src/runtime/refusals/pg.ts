import { anyCause, type ErrorFields } from "./refusal.js";

/**
 * `invalid_password`, and `invalid_authorization_specification`: no such role, or one that may not log in. SQLSTATE
 * class 28 of PostgreSQL's appendix A.
 */
const CODES: ReadonlySet<unknown> = new Set(["28P01", "28000"]);

/** PostgreSQL has refused the user or the password: `pg`, `postgres`, and what is built on them. */
export function isPgRefusal(error: unknown): boolean {
  return anyCause(error, (fields) => CODES.has(fields.code) || isOfDroppedUser(fields));
}

/**
 * What a session gets whose user was dropped meanwhile ("invalid role OID"): `undefined_object`, from the place in the
 * server where a session's own user is looked up. The words may be in any language.
 */
function isOfDroppedUser({ code, routine }: ErrorFields): boolean {
  return code === "42704" && routine === "GetUserNameFromId";
}
