/**
 * Whether `found` shows every value of `sent`. Lists are compared as sets, because the gateway keeps no order. A null
 * that leaves a choice to the gateway must not be among them.
 */
export function showsAll<S extends object>(found: { readonly [K in keyof S]: unknown }, sent: S): boolean {
  return (Object.keys(sent) as (keyof S)[]).every((name) => same(found[name], sent[name]));
}

function same(found: unknown, sent: unknown): boolean {
  if (!Array.isArray(found) || !Array.isArray(sent)) return found === sent || (found === null && sent === "");
  return found.length === new Set(sent).size && sent.every((entry) => found.includes(entry));
}
