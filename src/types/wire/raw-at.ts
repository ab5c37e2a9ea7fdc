/**
 * What stands in an answer under a path such as `access_info.jwt_ttl` or `item_targets_assoc.0.target_name`: undefined
 * where the answer lacks it, null where it says that there is nothing, which a list without such an entry says, too.
 */
export function rawAt(answer: unknown, path: string): unknown {
  let at = answer;
  for (const step of path.split(".")) {
    if (at === null) return null;
    if (Array.isArray(at)) at = at[Number(step)] ?? null;
    else if (typeof at === "object" && at !== undefined && Object.hasOwn(at, step))
      at = (at as { readonly [name: string]: unknown })[step];
    else return undefined;
  }
  return at;
}

/** What kind of thing stands there, in words that show nothing of it. */
export function kindOfRaw(raw: unknown): string {
  if (raw === null || raw === undefined) return "null";
  if (Array.isArray(raw)) return "a list";
  return typeof raw === "object" ? "an object" : `a ${typeof raw}`;
}
