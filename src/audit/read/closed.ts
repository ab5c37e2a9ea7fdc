// biome-ignore-all lint/suspicious/noControlCharactersInRegex: they are how files begin
import { opaqueBy } from "./opaque.js";
import { looksRandom } from "./randomness.js";

/** How something begins, as text of one character per byte, and who has made it so. */
type Signs = readonly (readonly [beginning: RegExp, who: string])[];

/** Packers whose output the audit cannot unpack. */
const PACKED: Signs = [
  [/^BZh[1-9](?:1AY&SY|\x17rE8P\x90)/, "bzip2"],
  [/^\xfd7zXZ/, "xz"],
  [/^\x5d\0\0[\s\S]{2}[\s\S]{8}\0/, "lzma"],
  [/^LZIP/, "lzip"],
  [/^\x89LZO\0/, "lzop"],
  [/^[\x28-\x2f]\xb5\x2f\xfd|^[\x50-\x5f]\x2a\x4d\x18/, "zstd"],
  [/^\x04\x22\x4d\x18|^\x02\x21\x4c\x18|^\x03\x21\x4c\x18/, "lz4"],
  [/^\xff\x06\0\0sNaPpY/, "snappy"],
  [/^\x1f\x9d/, "compress"],
  [/^7z\xbc\xaf/, "7-Zip"],
  [/^Rar!/, "RAR"],
  [/^MSCF\0/, "a cabinet of Windows"],
  [/^\xed\xab\xee\xdb/, "RPM"],
  [/^!<arch>\ndebian-binary/, "a Debian package"],
  [/^07070[127][0-9A-Fa-f]{40}/, "cpio"],
  [/^PAR1/, "Parquet"],
  [/^%PDF-/, "PDF"],
  [/^REFT[\x01\x02]/, "git, as a table of references"],
];

/** Most of what is asked for is none of them. */
const ANY_PACKED = new RegExp(PACKED.map(([{ source }]) => source).join("|"));

/** A packet of OpenPGP that holds a session key or what is encrypted: its tag, its length and its version. */
const PGP_PACKET =
  /^(?:\x84[\s\S]\x03|\x85[\s\S]{2}\x03|\xc1[\s\S]{1,2}[\x03\x06]|\x8c[\s\S][\x04-\x06][\x01-\x0d]|\xc3[\s\S][\x04-\x06]|[\xd2\xd4][\s\S]{1,5}[\x01\x02])/;
/** One that holds signed and packed messages. */
const PGP_PACKED = /^(?:\xa3[\x01-\x03]|\xc8[\s\S]{1,2}[\x01-\x03])/;

const ENCRYPTED: Signs = [
  [/^\0GITCRYPT\0/, "git-crypt"],
  [/^age-encryption\.org\//, "age"],
  [/^\s*-----BEGIN AGE ENCRYPTED FILE-----/, "age"],
  [/^\s*-----BEGIN PGP MESSAGE-----/, "PGP"],
  [PGP_PACKET, "PGP"],
  [/^(?:\ufeff|\xef\xbb\xbf)?\s*\$ANSIBLE_VAULT;/, "ansible-vault"],
  [/^Salted__|^\s*U2FsdGVkX1[89+/]/, "OpenSSL"],
  [/^\x03\xd9\xa2\x9a[\x65-\x67]\xfb\x4b\xb5/, "KeePass"],
  [/^PWS3/, "Password Safe"],
  [/^[A-Za-z0-9+/]{16,}={0,2}--[A-Za-z0-9+/]{16}--[A-Za-z0-9+/]{22}==\s*$/, "Rails"],
  [/^LUKS\xba\xbe/, "LUKS"],
  [
    /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1[\s\S]*E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e/,
    "Microsoft Office",
  ],
  [/^-----BEGIN CMS-----|^-----BEGIN PKCS7-----|^MIME-Version:[\s\S]*smime-type=\S*enveloped/, "S/MIME"],
];

/** What the last part of a name says of a file that is no text. */
const BY_NAME: Signs = [
  [/\.(?:gpg|pgp)$/i, "PGP"],
  [/\.age$/i, "age"],
  [/\.kdbx?$/i, "KeePass"],
  [/\.(?:enc|encrypted|crypt|aes|vault|sealed)$/i, "somebody"],
];
const PACKED_BY_NAME: Signs = [
  [/\.br$/i, "brotli"],
  [/\.lzma$/i, "lzma"],
  [/\.lz4$/i, "lz4"],
  [/\.(?:zst|tzst|zstd)$/i, "zstd"],
  [/\.(?:xz|txz)$/i, "xz"],
  [/\.(?:bz2|tbz2?)$/i, "bzip2"],
  [/\.7z$/i, "7-Zip"],
  [/\.rar$/i, "RAR"],
  [/\.(?:sz|snappy)$/i, "snappy"],
];

/** A text without a word. Each sign can be taken in one way alone, so that what is no such text is known in one go. */
const BARE_BASE64 = /^\s*[A-Za-z0-9+/]{40}[A-Za-z0-9+/\s]*(?:=[=\s]*)?$/;

/** Lists of ids that git keeps beside its objects, which are as evenly mixed as something encrypted. */
const LISTS_OF_IDS = /^(?:\xfftOc|RIDX|BITM|CGPH|MIDX|DIRC)\0/;

/** Beginnings of public certificates and keys, which are binary as well. */
const PUBLIC_KEYS = /^(?:\x98[\s\S]\x04|\x99[\s\S]{2}[\x03-\x06]|\xc6[\s\S]{1,5}[\x03-\x06])/;

/**
 * Why the audit cannot read what begins like this, or is called like this: it is encrypted, or packed by something that
 * Node cannot unpack. Undefined for what can be read.
 *
 * @param name of the file, of which the last part counts
 */
export function whyClosed(name: string, head: Buffer): string | undefined {
  const text = head.toString("latin1");
  const packer = match(PACKED, text);
  if (packer !== undefined) return packedBy(packer);
  const encrypter = match(ENCRYPTED, text);
  if (encrypter !== undefined) return encryptedBy(encrypter);
  // The other members come before the one that holds everything.
  if (/^\s*\{/.test(text) && /"encrypted_data"\s*:\s*"/.test(text)) return "OpenTofu has encrypted it";
  if (PGP_PACKED.test(text) && looksRandom(head.subarray(4))) return packedBy("PGP");
  if (
    head.length === 0 ||
    LISTS_OF_IDS.test(text) ||
    (isText(text) && !BARE_BASE64.test(text)) ||
    PUBLIC_KEYS.test(text)
  )
    return undefined;
  const packerByName = match(PACKED_BY_NAME, name);
  if (packerByName !== undefined) return packedBy(packerByName);
  const encrypterByName = match(BY_NAME, name);
  if (encrypterByName !== undefined) return encryptedBy(encrypterByName);
  if (opaqueBy(head) !== undefined || !looksRandom(head)) return undefined;
  return "it is no text: encrypted or packed, nobody here can tell by what";
}

/** The same for what is so clearly packed that no key or checksum looks like it. */
export function whyPacked(head: Buffer): string | undefined {
  const text = head.toString("latin1", 0, 64);
  if (!ANY_PACKED.test(text)) return undefined;
  const packer = match(PACKED, text);
  // Two bytes are not enough.
  return packer === undefined || packer === "compress" ? undefined : packedBy(packer);
}

function match(signs: Signs, text: string): string | undefined {
  return signs.find(([beginning]) => beginning.test(text))?.[1];
}

function packedBy(packer: string): string {
  return `it is packed by ${packer}; unpack it, and audit that`;
}

function encryptedBy(encrypter: string): string {
  return `it is encrypted by ${encrypter}; decrypt it, and audit that`;
}

/** Whether it may be read as it stands: no signs but those of texts. */
function isText(text: string): boolean {
  return !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
}
