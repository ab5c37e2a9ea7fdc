import { anyCause } from "./refusal.js";

/**
 * `invalid_password`, and `invalid_authorization_specification`: no such role, or one that may not log in. SQLSTATE
 * class 28 of PostgreSQL's appendix A.
 */
const CODES: ReadonlySet<unknown> = new Set(["28P01", "28000"]);

/** PostgreSQL has refused the user or the password: `pg`, `postgres`, and what is built on them. */
export function isPgRefusal(error: unknown): boolean {
  return anyCause(error, ({ code }) => CODES.has(code));
}
