// biome-ignore-all lint/suspicious/noControlCharactersInRegex: they are how files begin
/** What is looked at as it is, though there is more in it than its plain texts: counted, not named one by one. */
export type Opaque = "pictures" | "sound and film" | "fonts" | "executables";

const SIGNS: readonly (readonly [beginning: RegExp, what: Opaque])[] = [
  [/^\x89PNG\r\n|^\xff\xd8\xff|^GIF8[79]a|^RIFF[\s\S]{4}WEBP|^BM[\s\S]{4}\0{4}/, "pictures"],
  [/^II\*\0|^MM\0\*|^8BPS|^\0\0[\x01\x02]\0[\x01-\xff]\0|^qoif|^\xff\x0a|^\0\0\0\x0cJX/, "pictures"],
  [/^[\s\S]{4}ftyp(?:avif|avis|heic|heix|mif1|msf1)/, "pictures"],
  [
    /^ID3|^\xff[\xe3\xf2\xf3\xfa\xfb][\x10-\xff]|^OggS|^fLaC|^RIFF[\s\S]{4}(?:WAVE|AVI )|^FORM[\s\S]{4}AIF/,
    "sound and film",
  ],
  [/^[\s\S]{4}(?:ftyp|moov|mdat)|^\x1a\x45\xdf\xa3|^FLV\x01|^MThd|^\0\0\x01[\xb3\xba]/, "sound and film"],
  [/^wOF[F2]|^\0\x01\0\0\0[\s\S]\0|^OTTO\0|^true\0|^ttcf\0|^\x80\x01[\s\S]{4}%!/, "fonts"],
  [
    /^\x7fELF|^MZ[\s\S]{58}[\s\S]{2}\0\0|^\0asm|^(?:\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe)/,
    "executables",
  ],
  // Universal programs of macOS and classes of Java.
  [/^\xca\xfe\xba\xbe|^!<arch>\n|^dex\n|^[\s\S]{2}\r\n[\0-\x03]\0\0\0/, "executables"],
];

/** Whether something is a picture or the like, by how it begins; undefined for what is not. */
export function opaqueBy(head: Buffer): Opaque | undefined {
  const text = head.toString("latin1", 0, 64);
  return SIGNS.find(([beginning]) => beginning.test(text))?.[1];
}
