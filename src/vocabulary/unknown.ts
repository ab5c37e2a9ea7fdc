/** A value that Terraform will know only after apply. There is one of it; compare with `isUnknown`. */
export class Unknown {
  readonly #only = true;
  private constructor() {}
  static readonly value = new Unknown();

  static is(value: unknown): value is Unknown {
    return value instanceof Unknown && value.#only;
  }
}

export const UNKNOWN: Unknown = Unknown.value;
export const isUnknown = Unknown.is;

/** Whether a value is unknown, or anything in it, at any depth. */
export function holdsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(holdsUnknown);
}
