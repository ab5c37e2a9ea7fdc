import { base64Runs, fromBase64 } from "./base64-runs.js";
import { byteListRuns, fromByteList } from "./byte-list-runs.js";
import type { Disguise } from "./disguise.js";
import { gunzipped } from "./gunzipped.js";
import { fromHex, hexRuns } from "./hex-runs.js";
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

/** The first three bytes of what gzip writes. */
const GZIP_IN_BASE64 = "H4sI";
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
    const packed = runs.flatMap(({ begin, end }) => {
      const gzip = text.subarray(begin, end).indexOf(GZIP_IN_BASE64);
      return gzip === -1 ? [] : [{ begin: begin + gzip, end }];
    });
    found.push(joined("encoded text", packed, (run) => gunzipped(fromBase64(text, run, 0))));
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
