import { AwsError } from "../errors.js";
import type { Input } from "../input.js";

/** Parameters of every action that lists. */
export const PAGE = ["Marker", "MaxItems"];

/** The elements that a page ends with. */
export interface PageEnd {
  readonly IsTruncated: boolean;
  readonly Marker: string | undefined;
}

/**
 * Cuts the page out of a list that Marker and MaxItems (1 to 1000, default 100) ask for. The marker is the key of the
 * last item that was shown, so a list that changes between two pages neither repeats nor skips.
 * @param keyOf unique key of an item; the list has to be sorted by it.
 */
export function markerPage<T>(
  input: Input,
  items: readonly T[],
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly end: PageEnd } {
  const size = input.integer("MaxItems", { min: 1, max: 1000 }) ?? 100;
  const marker = input.optionalText("Marker", { max: 2048 });
  const after = marker === undefined ? undefined : keyIn(marker);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const shown = rest.slice(0, size);
  const last = shown.at(-1);
  const truncated = rest.length > shown.length && last !== undefined;
  return {
    items: shown,
    end: { IsTruncated: truncated, Marker: truncated ? markerOf(keyOf(last)) : undefined },
  };
}

function markerOf(key: string): string {
  return Buffer.from(`after:${key}`).toString("base64url");
}

function keyIn(marker: string): string {
  const text = Buffer.from(marker, "base64url").toString();
  if (!text.startsWith("after:")) throw new AwsError("ValidationError", "Invalid Marker.");
  return text.slice("after:".length);
}
