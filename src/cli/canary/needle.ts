/** A secret to look for, under a name that may be printed. */
export interface Canary {
  readonly label: string;
  readonly secret: string;
}

/** One spelling of a secret, as bytes. */
export interface Needle {
  readonly label: string;
  readonly spelling: Spelling;
  readonly bytes: Buffer;
}

export type Spelling = "plain" | "JSON" | "URL" | "base64" | "base64url" | "hex";

/**
 * Shorter texts are not secrets, and looking for them would find them everywhere. They are not passed over in
 * silence: {@link needlesOf} refuses them.
 */
const SHORTEST = 8;

/**
 * The spellings under which a secret could stand in a file: as it is, as the inside of a JSON string (three
 * habits of escaping), as part of a URL or a form, in hexadecimal, and in base64 of both alphabets, where it may be
 * anywhere inside a longer text that was encoded as a whole.
 *
 * @throws RangeError for a secret of fewer than 8 characters.
 */
export function needlesOf({ label, secret }: Canary): Needle[] {
  if (secret.length < SHORTEST) throw new RangeError(`${label} is too short to be searched for`);
  const texts: [Spelling, string][] = [["plain", secret]];
  const add = (spelling: Spelling, text: string) => {
    if (!texts.some(([, known]) => known === text)) texts.push([spelling, text]);
  };
  const json = JSON.stringify(secret).slice(1, -1);
  add("JSON", json);
  add("JSON", json.replaceAll("/", "\\/"));
  // Go, and with it Terraform, escapes these three in JSON.
  add("JSON", json.replace(/[<>&]/g, escapedCodeUnit));
  // Some encoders write every character that is not a letter or a digit as a code unit.
  add("JSON", secret.replace(/[^0-9A-Za-z]/g, escapedCodeUnit));
  const url = encodeURIComponent(secret);
  add("URL", url);
  add(
    "URL",
    url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  );
  add("URL", new URLSearchParams({ s: secret }).toString().slice(2));
  const bytes = Buffer.from(secret, "utf8");
  for (const spelling of ["base64", "base64url"] as const) {
    for (const shift of [0, 1, 2]) add(spelling, coreOfBase64(bytes, shift, spelling));
  }
  add("hex", bytes.toString("hex"));
  add("hex", bytes.toString("hex").toUpperCase());
  return texts.map(([spelling, text]) => ({ label, spelling, bytes: Buffer.from(text, "utf8") }));
}

/**
 * The base64 characters that `bytes` alone decide when they begin `shift` bytes into a group of three; the characters
 * at both ends that neighbours have a say in are left out.
 */
function coreOfBase64(bytes: Buffer, shift: number, alphabet: "base64" | "base64url"): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString(alphabet);
  const firstOwn = Math.ceil((shift * 8) / 6);
  const ownCharacters = Math.floor(((shift + bytes.length) * 8) / 6) - firstOwn;
  return encoded.slice(firstOwn, firstOwn + ownCharacters);
}

function escapedCodeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
