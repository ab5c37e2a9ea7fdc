/** An HTTP request as it arrived, before anything is believed about it. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** Names in lower case; a repeated header's values are joined by commas, as SigV4 asks. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Headers from Node's flat list of names and values. */
export function wireHeaders(raw: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? "").toLowerCase();
    const value = raw[at + 1] ?? "";
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}
