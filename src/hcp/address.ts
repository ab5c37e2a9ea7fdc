import { isLoopback } from "../domain/loopback.js";
import { Fault } from "../errors/fault.js";

export const HCP_HOSTNAME = "app.terraform.io";

/**
 * The base URL of an HCP Terraform or Terraform Enterprise, from a host name with or without a port. Where a proxy on
 * this very machine stands before it, that proxy's whole URL may be given and may be http.
 *
 * @throws Fault COMMAND_MISUSED
 */
export function hcpUrl(hostname: string): URL {
  const text = /^https?:\/\//.test(hostname) ? hostname : `https://${hostname}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && url.username + url.password + url.search + url.hash === "" && url.pathname === "/";
  if (url && plain && safe(url)) return url;
  throw new Fault("COMMAND_MISUSED", {
    doing: "looking where HCP Terraform is",
    seen: `${JSON.stringify(hostname)} is no host name such as ${HCP_HOSTNAME}`,
    state: "Nothing was asked.",
    advice: "Give --hostname the name of a host, without a path. Tokens are not sent over plain http.",
  });
}

/** Whether what is sent there cannot be read on the way. */
export function safe(url: URL): boolean {
  return url.protocol === "https:" || isLoopback(url.hostname);
}
