import type { Disguise } from "./disguise.js";
import { unescaped } from "./rewriting.js";
import { type Needle, SHORTEST_NEEDLE } from "./search.js";
import { mapped, squeezed } from "./squeeze.js";

/** A secret to look for, under a name that may be printed. */
export interface Canary {
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
const SHORTEST = 8;

/**
 * A secret as it can be looked for in any bytes.
 *
 * @throws RangeError for a secret of fewer than 8 characters.
 */
export function writtenForms({ label, secret }: Canary, disguises: ReadonlySet<Disguise>): SecretNeedle[] {
  if (secret.length < SHORTEST) throw new RangeError(`${label} is too short to be searched for`);
  const forms: SecretNeedle[] = [{ label, disguise: undefined, bytes: Buffer.from(secret, "utf8") }];
  if (disguises.has("UTF-16")) {
    const bytes = Buffer.from(secret, "utf16le");
    // Without its last zero, one byte order of ASCII stands in the other, too.
    const ascii = bytes.every((byte, at) => at % 2 === 0 || byte === 0);
    if (ascii) forms.push({ label, disguise: "UTF-16", bytes: bytes.subarray(0, -1) });
    else
      for (const form of [bytes, Buffer.from(bytes).swap16()])
        forms.push({ label, disguise: "UTF-16", bytes: form });
  }
  return forms;
}

/**
 * A secret as it can be looked for in a text that has been {@link bare}d: what is done to the text was done to it. A
 * secret of which fewer than {@link SHORTEST_NEEDLE} bytes are left then can only be found as it was written.
 *
 * @param way whether the text's escapes were undone, too
 */
export function bareForms(
  { label, secret }: Canary,
  disguises: ReadonlySet<Disguise>,
  way: "escaped" | "unescaped",
): SecretNeedle[] {
  const bytes = Buffer.from(secret, "utf8");
  const texts: [Disguise | undefined, Buffer][] = [[undefined, bytes]];
  if (disguises.has("URL") && secret.includes(" ")) {
    texts.push(["URL", Buffer.from(secret.replaceAll(" ", "+"), "utf8")]);
  }
  if (disguises.has("base64")) {
    for (const shift of [0, 1, 2]) texts.push(["base64", coreOfBase64(bytes, shift)]);
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

/**
 * The base64 characters that `bytes` alone decide when they begin `shift` bytes into a group of three; the characters
 * at both ends that neighbours have a say in are left out.
 */
function coreOfBase64(bytes: Buffer, shift: number): Buffer {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
  const firstOwn = Math.ceil((shift * 8) / 6);
  const ownCharacters = Math.floor(((shift + bytes.length) * 8) / 6) - firstOwn;
  return Buffer.from(encoded.slice(firstOwn, firstOwn + ownCharacters));
}
