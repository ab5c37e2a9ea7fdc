import { AwsError } from "../errors.js";
import type { Fields } from "./fields.js";
import { NEXT_TOKEN } from "./rules.js";

/**
 * One page of a list, by `MaxResults` and `NextToken`.
 * @throws AwsError InvalidNextTokenException for a token that no page of such a list has ended in.
 */
export function pageOf<T>(
  fields: Fields,
  items: readonly T[],
): { readonly page: readonly T[]; readonly next: string | undefined } {
  const size = fields.integer("MaxResults", { min: 1, max: 100 }) ?? 100;
  const token = fields.optionalText("NextToken", NEXT_TOKEN);
  const start = token === undefined ? 0 : startOf(token);
  const end = start + size;
  return {
    page: items.slice(start, end),
    next: end < items.length ? Buffer.from(`after ${end}`).toString("base64") : undefined,
  };
}

function startOf(token: string): number {
  const [, start] = /^after (\d{1,9})$/.exec(Buffer.from(token, "base64").toString()) ?? [];
  if (start === undefined) throw new AwsError("InvalidNextTokenException", "The NextToken value is invalid.");
  return Number(start);
}
