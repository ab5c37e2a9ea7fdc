import { ByteReader } from "./byte-reader.js";
import { failing, once } from "./pieces.js";
import { filling, TAR_BLOCK, type TarHead, tarHead, tellsMore, toldBy } from "./tar-head.js";

/** What comes out of a tar archive. */
export type TarPart =
  | { readonly is: "member"; readonly name: string; readonly pieces: AsyncIterable<Uint8Array> }
  /** The names of members and links; bytes that belong to no member; or an error, for whoever reads it. */
  | { readonly is: "names" | "rest" | "error"; readonly pieces: AsyncIterable<Uint8Array> }
  | { readonly is: "failure"; readonly why: string };

/** No file has a longer name. */
const LONGEST_TOLD = 1024 * 1024;
const CUT_OFF: TarPart = { is: "failure", why: "it is a tar archive that was cut off" };

/**
 * What is in an archive, in its order. A member may be left before its end, but not read any more once the next one has
 * been asked for.
 */
export async function* tarParts(archive: AsyncIterable<Uint8Array>): AsyncGenerator<TarPart> {
  const reader = new ByteReader(archive);
  const names: string[] = [];
  try {
    yield* members(reader, names);
  } catch (error) {
    yield { is: "error", pieces: failing(error) };
  }
  if (names.length > 0) yield { is: "names", pieces: once(Buffer.from(names.join("\n"))) };
}

async function* members(reader: ByteReader, names: string[]): AsyncGenerator<TarPart> {
  let told: ReturnType<typeof toldBy> = {};
  let ended = false;
  for (let block = await reader.take(TAR_BLOCK); block.length > 0; block = await reader.take(TAR_BLOCK)) {
    if (block.every((byte) => byte === 0)) {
      ended = true;
      continue;
    }
    const head = tarHead(block);
    if (head === undefined || (tellsMore(head) && head.size > LONGEST_TOLD)) {
      // Behind its end there may be anything.
      if (!ended) yield { is: "failure", why: "it is a tar archive that is damaged, or was cut off" };
      yield { is: "rest", pieces: both(block, reader.rest()) };
      return;
    }
    ended = false;
    if (tellsMore(head)) {
      const content = await reader.take(head.size);
      await reader.skip(filling(head.size));
      names.push(content.toString("utf8"));
      told = { ...told, ...toldBy(head, content) };
      continue;
    }
    names.push(head.name, ...(head.target === "" ? [] : [head.target]));
    for (let more = head.goesOn; more; ) more = (await reader.take(TAR_BLOCK))[504] === 1;
    const whole = yield* member(reader, { ...head, ...told });
    if (!whole) return;
    told = {};
  }
  if (!ended) yield CUT_OFF;
}

/** Whether there is something behind it. */
async function* member(reader: ByteReader, { name, size }: TarHead): AsyncGenerator<TarPart, boolean> {
  const content = reader.portion(size);
  if (size > 0) yield { is: "member", name, pieces: content };
  // Whoever reads it may have asked for more, and left before that came.
  await content.return(undefined);
  if (reader.failed) return false;
  const left = size > 0 ? reader.left : 0;
  const missing = await reader.skip(left + filling(size));
  if (missing > 0) yield CUT_OFF;
  return missing === 0;
}

async function* both(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
