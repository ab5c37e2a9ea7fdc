import { safe } from "./address.js";

/** One request of a chain of redirects. */
export interface Hop {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** As many redirects of one request are followed. */
export const MOST_REDIRECTS = 5;

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Where an answer sends its reader on to. The token is for the origin that was asked first: whatever leaves that has it
 * taken away for good, though a later hop may lead back. Undefined where the answer is no redirect, leads nowhere, or
 * away from what only the asked host can listen to.
 */
export function nextHop({ url, headers }: Hop, status: number, location: unknown): Hop | undefined {
  if (!REDIRECTS.includes(status) || typeof location !== "string") return undefined;
  if (!URL.canParse(location, url.href)) return undefined;
  const to = new URL(location, url);
  const web = to.protocol === "https:" || to.protocol === "http:";
  if (!web || to.username + to.password !== "" || (safe(url) && !safe(to))) return undefined;
  if (to.origin === url.origin) return { url: to, headers };
  const { authorization: _, ...open } = headers;
  return { url: to, headers: open };
}
