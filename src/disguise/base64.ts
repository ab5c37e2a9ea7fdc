import type { Run } from "./run.js";

/** Shorter runs can hold no secret that is disguised once more: so few remain of 8 equal characters, compressed. */
const SHORTEST = 15;
/** Pieces of a run that is broken by line breaks. */
const SHORTEST_PIECE = 16;

const VALUE = new Int8Array(256).fill(-1);
for (const [value, character] of [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
].entries()) {
  VALUE[character.charCodeAt(0)] = value;
}
VALUE["-".charCodeAt(0)] = 62;
VALUE["_".charCodeAt(0)] = 63;

/** Base64 in the alphabet of URLs, as it reads in the usual one; every sign keeps its place. */
export function inUsualAlphabet(text: string): string {
  return text.replaceAll("-", "+").replaceAll("_", "/");
}

/**
 * The base64 characters that `bytes` alone decide when they begin `shift` bytes into a group of three; the characters
 * at both ends that neighbours have a say in are left out.
 */
export function coreOfBase64(bytes: Uint8Array, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
  return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}

/**
 * Where a text reads as if it were base64 of either alphabet, over line breaks as well. Base64 of a text is never of
 * one case only, as most words and numbers are.
 */
export function base64Runs(text: Buffer): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < text.length; at++) {
    if (VALUE[text[at] as number] === -1) continue;
    const begin = at;
    let upper = false;
    let lower = false;
    for (let piece = at; ; ) {
      for (; at < text.length && VALUE[text[at] as number] !== -1; at++) {
        const value = VALUE[text[at] as number] as number;
        if (value < 26) upper = true;
        else if (value < 52) lower = true;
      }
      if (at - piece < SHORTEST_PIECE) break;
      piece = afterLineBreak(text, at);
      if (piece === at || VALUE[text[piece] as number] === -1) break;
      at = piece;
    }
    if (upper && lower && at - begin >= SHORTEST) runs.push({ begin, end: at });
  }
  return runs;
}

/** Where the text goes on after a line break and a frame before the next line; `at` if no line ends there. */
function afterLineBreak(text: Buffer, at: number): number {
  let next = at;
  let broken = false;
  for (; next < text.length; next++) {
    const byte = text[next] as number;
    if (byte === 0x0a) broken = true;
    else if (byte === 0xe2 && text[next + 1] === 0x94) next += 2;
    else if (byte !== 0x0d && byte !== 0x20 && byte !== 0x09) break;
  }
  return broken ? next : at;
}

/** Decodes a run from its place `skip` on. */
export function fromBase64(text: Buffer, { begin, end }: Run, skip: number): Buffer {
  const out = Buffer.allocUnsafe(((end - begin) * 3) >> 2);
  let length = 0;
  let skipped = 0;
  let bits = 0;
  let kept = 0;
  for (let at = begin; at < end; at++) {
    const value = VALUE[text[at] as number] as number;
    if (value === -1 || skipped++ < skip) continue;
    kept = ((kept << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out[length++] = (kept >> bits) & 0xff;
  }
  return out.subarray(0, length);
}
