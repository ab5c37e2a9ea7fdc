import type { Run } from "./run.js";

/** Digits of the shortest secret. */
const SHORTEST = 16;

const VALUE = new Int8Array(256).fill(-1);
for (const [value, character] of [..."0123456789abcdef"].entries()) {
  VALUE[character.charCodeAt(0)] = value;
  VALUE[character.toUpperCase().charCodeAt(0)] = value;
}

/** Where a text reads as if it were bytes in hexadecimal, with or without separators and `0x`. */
export function hexRuns(text: Buffer): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < text.length; at++) {
    if (VALUE[text[at] as number] === -1) continue;
    const begin = at;
    let digits = 0;
    let end = at;
    while (at < text.length) {
      if (VALUE[text[at] as number] === -1) {
        const next = digits % 2 === 0 ? afterSeparator(text, at) : at;
        if (next === at) break;
        at = next;
      } else {
        // "0x" before digits is no digit.
        if (isPrefix(text, at)) at += 2;
        else {
          digits += 1;
          at += 1;
          end = at;
        }
      }
    }
    if (digits >= SHORTEST) runs.push({ begin, end });
  }
  return runs;
}

/** `0x` or `0X`. */
function isPrefix(text: Buffer, at: number): boolean {
  return text[at] === 0x30 && ((text[at + 1] ?? 0) | 0x20) === 0x78;
}

/** Where the digits may go on after white space, a comma, a colon or a dash; `at` if there is none of them. */
function afterSeparator(text: Buffer, at: number): number {
  let next = at;
  for (; next < text.length; next++) {
    const byte = text[next] as number;
    if (byte === 0xe2 && text[next + 1] === 0x94) next += 2;
    else if (byte > 0x20 && byte !== 0x2c && byte !== 0x3a && byte !== 0x2d) break;
  }
  return VALUE[text[next] as number] === undefined || VALUE[text[next] as number] === -1 ? at : next;
}

/** Decodes a run from its digit `skip` on. */
export function fromHex(text: Buffer, { begin, end }: Run, skip: number): Buffer {
  const out = Buffer.allocUnsafe((end - begin) >> 1);
  let length = 0;
  let skipped = 0;
  let high = -1;
  for (let at = begin; at < end; at++) {
    if (isPrefix(text, at)) {
      at += 1;
      continue;
    }
    const value = VALUE[text[at] as number] as number;
    if (value === -1 || skipped++ < skip) continue;
    if (high === -1) high = value;
    else {
      out[length++] = (high << 4) | value;
      high = -1;
    }
  }
  return out.subarray(0, length);
}
