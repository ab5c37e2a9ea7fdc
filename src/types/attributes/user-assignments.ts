import { isRecord } from "../../domain/is-record.js";
import { jsonInText } from "./json-in-text.js";

/** What every list of those who belong to a group shares. It is JSON; the order of its entries does not matter. */
export const userAssignments = {
  flaw(text: string): string | undefined {
    const entries = listed(text);
    if (entries === undefined) return "should be a JSON list";
    return entries.every((entry) => isRecord(entry) && typeof entry.access_id === "string")
      ? undefined
      : "should be a JSON list of objects, each with an access_id";
  },
  canonical(text: string): string {
    const entries = listed(text)?.map((entry) => jsonInText.canonical(JSON.stringify(assigned(entry))));
    return entries ? `[${entries.sort().join(",")}]` : text;
  },
  examples: [
    '[{"access_id":"p-0123456789abcd"}]',
    '[{"access_id":"p-0123456789abcd","sub_claims":{"group":["admins","owners"]}}]',
  ],
} as const;

function listed(text: string): readonly unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Without what answers add: the kind of the login, and claims where none are asked for. */
function assigned(entry: unknown): unknown {
  if (!isRecord(entry)) return entry;
  const { access_type: _, sub_claims: claims, ...rest } = entry;
  const asked = isRecord(claims) ? Object.entries(claims) : [];
  if (asked.length === 0) return rest;
  const values = (list: unknown) => (Array.isArray(list) ? [...list].sort() : list);
  return { ...rest, sub_claims: Object.fromEntries(asked.map(([claim, list]) => [claim, values(list)])) };
}
