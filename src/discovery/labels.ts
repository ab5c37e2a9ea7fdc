import { createHash } from "node:crypto";

/** Longest part of a label that comes of a name. */
const LONGEST = 80;

/**
 * A label for each name: made of letters, digits and `_`, beginning with a letter or `_`, and unique. A label depends on
 * its name alone, or, where others would have the same one, on its name and that fact; never on an order.
 */
export function labelsOf(
  names: readonly string[],
  toLabel: (name: string) => string = labelOf,
): readonly string[] {
  const plain = names.map(toLabel);
  const count = new Map<string, number>();
  for (const label of plain) count.set(label, (count.get(label) ?? 0) + 1);
  const taken = new Set(plain);
  return names.map((name, index) => {
    const label = plain[index] ?? "";
    return (count.get(label) ?? 0) < 2 ? label : told(name, label, taken);
  });
}

/** With as much of a digest of the name as it takes to be no other label. */
function told(name: string, label: string, taken: Set<string>): string {
  const digest = createHash("sha256").update(name).digest("hex");
  for (let length = 6; ; length++) {
    const unique = `${label}_${digest.slice(0, length)}`;
    if (length < digest.length && taken.has(unique)) continue;
    taken.add(unique);
    return unique;
  }
}

/** What is left of a name when every other character is `_`. */
function labelOf(name: string): string {
  const words = name.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  const label = words.slice(0, LONGEST).replace(/_+$/, "") || "object";
  return /^[0-9]/.test(label) ? `_${label}` : label;
}
