import { base64Runs, fromBase64 } from "./base64.js";
import { byteListRuns, fromByteList } from "./byte-list.js";
import type { Disguise } from "./disguise.js";
import { fromHex, hexRuns } from "./hex.js";
import { inflated } from "./inflated.js";
import { fromQuotedPrintable, quotedPrintableRuns } from "./quoted-printable.js";
import type { Run } from "./run.js";

/** What runs of a text are encodings of, all in one, and where each of them stood. */
export interface Decoded {
  readonly disguise: Disguise;
  /** Whether it was base64 and nothing else. */
  readonly isBase64: boolean;
  readonly text: Buffer;
  /** The run that what stands at `place` of {@link text} comes from. */
  origin(place: number): Run;
}

/** How base64 begins of what gzip, zip and zlib write. */
const PACKED_IN_BASE64 = /H4sI|UEsDB|e(?:A[E-H]|F[4-7]|J[w-z]|N[o-r])/g;
/** The three signs of zlib stand in most long base64 by chance: so much tells whether anything comes out of them. */
const HEAD = 1024;
const BEGINS_LIKE_ZLIB = "e".charCodeAt(0);
const NEW_LINE = Buffer.from("\n");

/**
 * Everything in a text that reads as if it were encoded, decoded. Where an encoding begins inside of a longer run is
 * not to be seen, so each run is decoded from each of its first places.
 */
export function decodedRuns(text: Buffer, disguises: ReadonlySet<Disguise>): Decoded[] {
  const found: Decoded[] = [];
  if (disguises.has("encoded text")) {
    const runs = base64Runs(text);
    for (const skip of [0, 1, 2, 3]) {
      found.push({ ...joined("encoded text", runs, (run) => fromBase64(text, run, skip)), isBase64: true });
    }
    const packed = runs.flatMap((run) => packedIn(text, run));
    found.push(joined("encoded text", packed, (run) => inflated(fromBase64(text, run, 0))));
  }
  if (disguises.has("quoted-printable")) {
    const runs = quotedPrintableRuns(text);
    found.push(joined("quoted-printable", runs, (run) => fromQuotedPrintable(text, run)));
  }
  if (disguises.has("hex")) {
    const runs = hexRuns(text);
    for (const skip of [0, 1]) found.push(joined("hex", runs, (run) => fromHex(text, run, skip)));
  }
  if (disguises.has("byte list")) {
    found.push(joined("byte list", byteListRuns(text), (run) => fromByteList(text, run)));
  }
  return found.filter((decoded) => decoded.text.length > 0);
}

/** Where something compressed may begin in a run of base64. */
function packedIn(text: Buffer, { begin, end }: Run): Run[] {
  const places = text.toString("latin1", begin, end).matchAll(PACKED_IN_BASE64);
  return [...places]
    .map(({ index }) => ({ begin: begin + index, end }))
    .filter((run) => text[run.begin] !== BEGINS_LIKE_ZLIB || unpacksToSomething(text, run));
}

function unpacksToSomething(text: Buffer, { begin, end }: Run): boolean {
  return inflated(fromBase64(text, { begin, end: Math.min(end, begin + HEAD) }, 0)).length > 0;
}

function joined(disguise: Disguise, runs: readonly Run[], decode: (run: Run) => Buffer): Decoded {
  const pieces = runs.flatMap((run) => [decode(run), NEW_LINE]);
  return {
    disguise,
    isBase64: false,
    text: Buffer.concat(pieces),
    origin(place) {
      let end = 0;
      for (const [index, run] of runs.entries()) {
        end += (pieces[2 * index]?.length ?? 0) + 1;
        if (place < end) return run;
      }
      throw new RangeError(`there is nothing at ${place}`);
    },
  };
}
