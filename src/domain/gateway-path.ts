/** What is wrong with a path, in words that complete "… should …"; undefined when nothing is. */
export function gatewayPathFlaw(path: string): string | undefined {
  if (path.trim() === "" || /^\/*$/.test(path)) return "should name an object, got an empty path";
  if (path !== path.trim()) return `should not begin or end with white space, got ${JSON.stringify(path)}`;
  if (path.includes("//")) return `should not contain "//", got ${JSON.stringify(path)}`;
  if (path.endsWith("/")) return `should not end with "/", got ${JSON.stringify(path)}`;
  if (path.split("/").some((part) => part !== part.trim())) {
    return `should not have white space at the ends of a folder's name, got ${JSON.stringify(path)}`;
  }
  return undefined;
}

/**
 * The one spelling under which a path is compared, stored and sent: with a leading slash. The gateway accepts
 * both spellings and answers with the slash, so without this every user would need `trimprefix`.
 */
export function normalizedGatewayPath(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}

/** The same for objects that the gateway does not have by paths: the name without a slash at its beginning. */
export function plainName(path: string): string {
  return path.startsWith("/") ? path.slice(1) : path;
}
