import { notEmpty } from "./texts.js";

const BEGINNING = "-----BEGIN ";

/** The PEM that a text is, or is the base64 of, however many times; the text itself where it is neither. */
function inClear(text: string): string {
  let clear = text.trim();
  while (!clear.startsWith(BEGINNING)) {
    const decoded = Buffer.from(clear, "base64").toString("latin1").trim();
    if (decoded === "" || decoded.length >= clear.length) return text.trim();
    clear = decoded;
  }
  return clear.replaceAll("\r\n", "\n");
}

/**
 * What every text shares that is PEM, or that in base64: both say the same, with or without the line break at the end,
 * for a gateway may tell another form than it was given.
 */
export const pem = { ...notEmpty, canonical: inClear } as const;
