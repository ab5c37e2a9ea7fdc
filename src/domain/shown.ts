/**
 * A value as a message shows it: as JSON, except for what JSON cannot say and would turn into null or an error (NaN,
 * infinities, big integers, functions), inside of lists and objects too.
 */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(",")}]`;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (isPlain(value)) {
    const entries = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}:${shown(item)}`);
    return `{${entries.join(",")}}`;
  }
  return JSON.stringify(value) ?? String(value);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return !("toJSON" in value);
}
