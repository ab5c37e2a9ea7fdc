/**
 * The body of an answer as a message tells of it: its kind and its length, and nothing that stands in it. For a body
 * that is no answer of the system that was asked.
 */
export function bodyInWords(mediaType: string, body: string): string {
  const type = mediaType || "no content type";
  const bytes = Buffer.byteLength(body);
  const measured = `(${type}, ${bytes} ${bytes === 1 ? "byte" : "bytes"})`;
  if (body.trim() === "") return `an empty body ${measured} instead of JSON`;
  if (/\bhtml\b/.test(mediaType) || /^\s*<(?:!doctype\s+html|html)\b/i.test(body)) {
    return `a page of HTML ${measured} instead of JSON, as a proxy or a login in front of it shows`;
  }
  const kind = kindOfJson(body);
  if (kind !== undefined) return `JSON that is ${kind} ${measured} instead of an object`;
  return `a body that is no JSON ${measured}`;
}

/** What the JSON of a body is; undefined where it is none. */
function kindOfJson(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (value === null) return "null";
    if (Array.isArray(value)) return "a list";
    return typeof value === "object" ? "an object" : `a ${typeof value}`;
  } catch {
    return undefined;
  }
}
