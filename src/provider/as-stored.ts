/**
 * How a found text is brought to the form in which it is stored. The gateway does not tell an empty text from one that
 * was never set, so the stored one of the two stands; a value that was cleared there becomes null and shows.
 */
export function textAsStored(stored: string | null, found: string | null): string | null {
  return found ?? (stored === "" ? "" : null);
}
