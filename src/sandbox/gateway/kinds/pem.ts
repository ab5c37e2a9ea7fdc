/** How often a client may put base64 around PEM: once as the API asks for it, and once by its user. */
const MOST = 2;

/** The PEM that a text is, or is the base64 of; undefined for neither. */
export function pemIn(text: string): string | undefined {
  let inside = text;
  for (let times = 0; times <= MOST; times++) {
    if (inside.includes("-----BEGIN ")) return inside;
    inside = Buffer.from(inside, "base64").toString("utf8");
  }
  return undefined;
}
