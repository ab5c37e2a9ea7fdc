import { anyCause } from "./refusal.js";

/**
 * ER_ACCESS_DENIED_ERROR, ER_ACCESS_DENIED_NO_PASSWORD_ERROR, ER_MUST_CHANGE_PASSWORD,
 * ER_MUST_CHANGE_PASSWORD_LOGIN and ER_ACCOUNT_HAS_BEEN_LOCKED, by the numbers that they have on the wire. 1044 is not
 * among them: the user is known, and lacks a right.
 */
const NUMBERS: ReadonlySet<unknown> = new Set([1045, 1698, 1820, 1862, 3118]);

/** MySQL or MariaDB has refused the user or the password: `mysql2`, `mysql`, `mariadb`, and what is built on them. */
export function isMysqlRefusal(error: unknown): boolean {
  return anyCause(error, ({ errno }) => NUMBERS.has(errno));
}
