/**
 * Whether a value holds members under names: neither null nor a list. Of which class it is, is not looked at; where
 * data has to be told from other objects, {@link isPlainRecord} does.
 */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether it is a record that is nothing but data: of no class, as a SecretText, Map, Date or promise is of one. */
export function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
