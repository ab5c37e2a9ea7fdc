/** Whether an error says that a system has refused the credential that it was shown, and not anything else. */
export type RefusalPredicate = (error: unknown) => boolean;

/** Wrappers of wrappers: no library is known to go deeper. */
const DEEPEST = 5;

/** Where libraries put the error that they wrap: the standard, and what Sequelize, Knex and TypeORM call it. */
const WRAPPED_IN = ["cause", "original", "originalError", "parent", "driverError"] as const;

/** Whether any of an error's causes is meant, the error itself included. */
export function anyCause(error: unknown, isMeant: (error: ErrorFields) => boolean, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > DEEPEST) return false;
  const fields = error as ErrorFields;
  if (isMeant(fields)) return true;
  const wrapped = WRAPPED_IN.map((name) => fields[name]);
  const several = Array.isArray(fields.errors) ? fields.errors : [];
  return [...wrapped, ...several].some((inner) => anyCause(inner, isMeant, depth + 1));
}

/** An error of another library: whatever it holds. */
export type ErrorFields = { readonly [field: string]: unknown };
