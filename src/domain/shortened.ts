/**
 * A text with at most so many of its own characters. A longer one keeps its beginning and twice as much of its end,
 * because errors that wrap errors say there what decides.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.floor(most / 3);
  return `${whole(text.slice(0, head))}…${whole(text.slice(text.length - most + head))}`;
}

/** Without half of a character, where the cut goes through one of two code units. */
function whole(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$|^[\uDC00-\uDFFF]/, "");
}
