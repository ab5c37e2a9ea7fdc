import type { CommandFields } from "../fields.js";
import { invalidRequest } from "../refusal.js";

const PAGE_SIZE = 1000;

/** One page of a list; the token of the next one is opaque to clients and empty at the end. */
export function tokenPage<T>(
  fields: CommandFields,
  all: readonly T[],
): { entries: readonly T[]; nextPage: string } {
  const token = fields.text("pagination-token");
  const text = token === undefined ? "0" : Buffer.from(token, "base64url").toString();
  if (!/^\d{1,9}$/.test(text)) throw invalidRequest("pagination-token is not one of this gateway's");
  const start = Number(text);
  const end = start + PAGE_SIZE;
  const nextPage = end < all.length ? Buffer.from(String(end)).toString("base64url") : "";
  return { entries: all.slice(start, end), nextPage };
}
