import { coreOfBase64 } from "./base64.js";
import type { Disguise } from "./disguise.js";
import { unescaped } from "./escapes.js";
import { type Needle, SHORTEST_NEEDLE } from "./needle-search.js";
import { mapped, squeezed } from "./squeeze.js";

/** A secret to look for, under a name that may be printed. */
export interface KnownSecret {
  readonly label: string;
  readonly secret: string;
}

/** One form of a secret, as bytes. */
export interface SecretNeedle extends Needle {
  readonly label: string;
  /** Undefined for the secret as it is. */
  readonly disguise: Disguise | undefined;
}

/**
 * Shorter texts are not secrets, and looking for them would find them everywhere. They are not passed over in
 * silence: {@link writtenForms} refuses them.
 */
export const SHORTEST_SECRET = 8;

/**
 * A secret as it can be looked for in any bytes.
 *
 * @throws RangeError for a secret of fewer than 8 characters.
 */
export function writtenForms(
  { label, secret }: KnownSecret,
  disguises: ReadonlySet<Disguise>,
): SecretNeedle[] {
  if (secret.length < SHORTEST_SECRET) throw new RangeError(`${label} is too short to be searched for`);
  const forms: SecretNeedle[] = [{ label, disguise: undefined, bytes: Buffer.from(secret, "utf8") }];
  const wide = (disguise: Disguise, bytes: Buffer, width: number) => {
    // Without its last zeros, one byte order of ASCII stands in the other, too.
    const ascii = bytes.every((byte, at) => at % width === 0 || byte === 0);
    const orders = ascii ? [bytes.subarray(0, 1 - width)] : [bytes, swapped(bytes, width)];
    for (const form of orders) forms.push({ label, disguise, bytes: form });
  };
  if (disguises.has("UTF-16")) wide("UTF-16", Buffer.from(secret, "utf16le"), 2);
  if (disguises.has("UTF-32")) wide("UTF-32", inUtf32(secret), 4);
  return forms;
}

/** Each character in four bytes, the lowest first. */
function inUtf32(text: string): Buffer {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(4 * points.length);
  for (const [index, point] of points.entries()) bytes.writeUInt32LE(point, 4 * index);
  return bytes;
}

function swapped(bytes: Buffer, width: number): Buffer {
  const other = Buffer.from(bytes);
  return width === 2 ? other.swap16() : other.swap32();
}

/**
 * A secret as it can be looked for in a text that has been {@link bare}d: what is done to the text was done to it. A
 * secret of which fewer than {@link SHORTEST_NEEDLE} bytes are left then can only be found as it was written.
 *
 * @param way whether the text's escapes were undone, too
 */
export function bareForms(
  { label, secret }: KnownSecret,
  disguises: ReadonlySet<Disguise>,
  way: "escaped" | "unescaped",
): SecretNeedle[] {
  const bytes = Buffer.from(secret, "utf8");
  const texts: [Disguise | undefined, Buffer][] = [[undefined, bytes]];
  if (disguises.has("URL") && secret.includes(" ")) {
    texts.push(["URL", Buffer.from(secret.replaceAll(" ", "+"), "utf8")]);
  }
  if (disguises.has("base64")) {
    for (const shift of [0, 1, 2]) texts.push(["base64", Buffer.from(coreOfBase64(bytes, shift))]);
  }
  return texts
    .map(([disguise, text]) => ({ label, disguise, bytes: bareForm(text, disguises, way) }))
    .filter((form) => form.bytes.length >= SHORTEST_NEEDLE);
}

/** Stands for whatever follows: a backslash at the end of a secret takes it away. Bare texts have no such character. */
const FOLLOWER = "\u0001";

function bareForm(text: Buffer, disguises: ReadonlySet<Disguise>, way: "escaped" | "unescaped"): Buffer {
  if (way === "escaped") return bare(text, disguises);
  const { text: plain } = unescaped(`${text.toString("latin1")}${FOLLOWER}`, disguises);
  return bare(Buffer.from(plain.replace(FOLLOWER, ""), "latin1"), disguises);
}

/** A text without what it is broken into lines by, unless line breaks are not to be seen through. */
export function bare(text: Buffer, disguises: ReadonlySet<Disguise>): Buffer {
  return disguises.has("line breaks") ? squeezed(text) : mapped(text);
}
