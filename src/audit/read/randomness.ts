/** Fewer bytes than this do not tell. */
const FEWEST = 256;
/** By how many bytes there are: so many bits per byte, or more, are in what was packed or encrypted. */
const BITS: readonly (readonly [bytes: number, bits: number])[] = [
  [2048, 7.7],
  [1024, 7.5],
  [512, 7.25],
  [FEWEST, 6.9],
];

/**
 * Whether bytes are so evenly mixed that they must have been encrypted or packed. Texts in any alphabet, programs and
 * tables are far from it.
 */
export function looksRandom(bytes: Uint8Array): boolean {
  const [, least = Number.POSITIVE_INFINITY] = BITS.find(([fewest]) => bytes.length >= fewest) ?? [];
  return entropyOf(bytes) >= least;
}

/** Bits per byte. */
function entropyOf(bytes: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  return counts.reduce((bits, count) => {
    const share = count / bytes.length;
    return count === 0 ? bits : bits - share * Math.log2(share);
  }, 0);
}
