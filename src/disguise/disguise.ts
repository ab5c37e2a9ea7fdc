/**
 * The ways in which a secret may stand in a text without being readable there, each of which is seen through, alone
 * and one inside of another.
 *
 * - `JSON`: backslash escapes of any habit (`\/`, `\u002f`, `\u{2f}`, `\U0000002f`, `\x2f`, `\057`), escaped once more
 *   or more often
 * - `URL`: percent escapes, once or more often; in a form, `+` for a space
 * - `HTML`: entities by name or number, in HTML and XML
 * - `HCL`: template sequences made harmless, as `terraform show` prints them (`$${`, `%%{`)
 * - `quoted-printable`: as mails have it
 * - `line breaks`: cut by line breaks or control sequences, with whatever frame or prefix the lines have got
 * - `UTF-16`: two bytes for each character, in either order
 * - `UTF-32`: four bytes for each character, in either order
 * - `base64`: both alphabets, with or without padding, at any place of a longer text that was encoded as a whole
 * - `encoded text`: base64 of a text in which the secret itself is disguised, or that was compressed before (gzip, zlib,
 *   zip)
 * - `hex`: hexadecimal digits of either case, with or without separators
 * - `byte list`: the bytes as decimal numbers, as a buffer looks in JSON
 */
export const DISGUISES = [
  "JSON",
  "URL",
  "HTML",
  "HCL",
  "quoted-printable",
  "line breaks",
  "UTF-16",
  "UTF-32",
  "base64",
  "encoded text",
  "hex",
  "byte list",
] as const;

export type Disguise = (typeof DISGUISES)[number];
