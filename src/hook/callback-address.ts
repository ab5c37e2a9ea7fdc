import { isLoopback } from "../domain/loopback.js";

/** Whom results may be sent to. */
export interface CallbackRule {
  /** Host names, with a port where it is not 443. */
  readonly hostnames: readonly string[];
  /** Whether plain HTTP to this very machine is allowed: for trying the hook out. */
  readonly loopback: boolean;
}

export type CallbackVerdict = { readonly url: URL } | { readonly refused: string };

/**
 * Decides whether a request's callback may be called. A signature proves that HCP Terraform's key was used, not that
 * the URL is HCP Terraform's; the run's token goes nowhere else.
 */
export function judgeCallback(text: string, { hostnames, loopback }: CallbackRule): CallbackVerdict {
  if (!URL.canParse(text)) return { refused: "the callback is not a URL" };
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return { refused: "the callback's URL holds credentials" };
  if (loopback && url.protocol === "http:" && isLoopback(url.hostname)) return { url };
  if (url.protocol !== "https:") return { refused: `the callback's protocol is ${url.protocol}` };
  const allowed = hostnames.some((name) => name.toLowerCase().replace(/:443$/, "") === url.host);
  return allowed ? { url } : { refused: `the callback's host is ${url.host}` };
}
