/** Where the API may be mounted: on a gateway's own port, and behind its unified one. */
const PREFIXES = ["/api/v2", "/v2", ""];

/** What a request's path asks for: a command, the health check, or nothing that is served here. */
export type Route =
  | { readonly to: "command"; readonly command: string }
  | { readonly to: "health" }
  | { readonly to: "nowhere" };

/** Reads a request's path. A wrong prefix leads nowhere, which is not the same as an unknown command. */
export function route(url: string): Route {
  const path = url.split("?", 1)[0] ?? "";
  if (path === "/health") return { to: "health" };
  const prefix = PREFIXES.find((candidate) => path.startsWith(`${candidate}/`));
  const command = path.slice((prefix ?? "").length + 1);
  if (prefix === undefined || command === "" || command.includes("/") || PREFIXES.includes(path)) {
    return { to: "nowhere" };
  }
  return { to: "command", command };
}
