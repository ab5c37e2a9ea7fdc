import { Base64Blocks, type DecodedSink } from "./base64-blocks.js";
import { Embedded, type TakeFindings } from "./embedded.js";
import { BESIDE, type Clue, hitsIn } from "./hits.js";
import { LineCounter, type Position } from "./line-counter.js";
import { type Depth, OpenBlocks, REACH, USER_REACH } from "./open-blocks.js";
import { Unpacking } from "./packed.js";
import { type Mark, Pairs } from "./pairs.js";
import { Partitions } from "./partitions.js";
import { type Begin, Respelled } from "./respelled.js";
import { eachRun, LONGEST_RUN, lengthOfBase64, OVERLAP } from "./runs.js";
import { MOST_PLACES, type SourceFindings, type SourcePlace, type Unpacked } from "./source-findings.js";
import { SPELLINGS, type Spelling } from "./spellings.js";
import { attributeBefore } from "./surroundings.js";
import { tokensOf } from "./tokens.js";

/** What is read ahead of the place that is looked at. */
const AHEAD = USER_REACH;
/** So much is looked through at a time, in which no signal is heard. */
const STEP = 256 * 1024;
/** Room for one scan; give it to one scan after the other. */
export const SCAN_ROOM = REACH + LONGEST_RUN + AHEAD + STEP;

const SMALLEST_ROOM = 4096;

/** Helm, for one, puts base64 into base64. */
const DEEPEST = 3;

/** What of a text is read, and how. */
interface Reading {
  readonly lines?: LineCounter;
  readonly spellings?: readonly Spelling[];
}

/** Where base64 begins: its first line, in bytes from the beginning of the source. */
interface EmbeddedAt {
  readonly start: number;
  readonly end: number;
  place?: Omit<SourcePlace, "address">;
}

/**
 * Looks for key ids and secrets in a text of any length and form, given in pieces, and remembers only what it finds
 * and the last {@link REACH} bytes. Only what lies in between two hits is looked at closely.
 */
export class DocumentScan {
  #bytes: Buffer;
  /** Where the first byte of the room is in the source. */
  #base = 0;
  #fill = 0;
  /** How far runs have been visited, in the room. */
  #done = 0;
  readonly #lines: LineCounter;
  #cursor: { readonly lines: LineCounter; at: number };
  readonly #respelled: Respelled;
  /** How far other spellings have been looked for, in the room. */
  #looked = 0;

  readonly #partitions = new Partitions();
  /** How many there are in base64, beyond those that are known here. */
  #secretsWithin = 0;
  readonly #blocks = new OpenBlocks();
  readonly #pairs = new Pairs(this.#blocks);

  readonly #base64: Base64Blocks | undefined;
  readonly #unpacking: Unpacking;
  #roomWithin: Buffer | undefined;
  /** Where the base64 begins that is being followed; its place is worked out when it matters, or is about to go. */
  #embedded: EmbeddedAt | undefined;
  readonly #unpacked = new Map<string, Unpacked>();

  /**
   * @param room of {@link SCAN_ROOM} bytes; by default as much of it as is needed
   * @param depth how many times the text was in base64
   * @param unpacking of the whole document that it is a part of
   * @param reading where the text begins, and how else it may be written
   */
  constructor(
    room: Buffer = Buffer.allocUnsafeSlow(SMALLEST_ROOM),
    depth = 0,
    unpacking = new Unpacking(),
    { lines = new LineCounter(), spellings = SPELLINGS }: Reading = {},
  ) {
    this.#bytes = room;
    this.#unpacking = unpacking;
    this.#lines = lines;
    this.#cursor = { lines: lines.fork(), at: 0 };
    const again: Begin = (from, further) =>
      new DocumentScan(undefined, depth, unpacking, { lines: from, spellings: further });
    this.#respelled = new Respelled(spellings, again);
    if (depth >= DEEPEST) return;
    this.#base64 = new Base64Blocks((start, end) => this.#lookInto(start, end, depth + 1), {
      textAt: (at, length) => {
        const from = at - this.#base;
        return this.#bytes.toString("latin1", from, Math.min(this.#fill, from + length));
      },
      base64At: (at, most) => {
        const from = at - this.#base;
        return lengthOfBase64(this.#bytes, from, Math.min(this.#fill, from + most));
      },
    });
  }

  /** Takes the next piece, which the caller may change afterwards. */
  push(piece: Uint8Array): void {
    for (let taken = 0; taken < piece.length; ) {
      this.#grow(this.#fill + piece.length - taken);
      const some = piece.subarray(taken, taken + this.#bytes.length - this.#fill);
      this.#bytes.set(some, this.#fill);
      this.#fill += some.length;
      taken += some.length;
      if (this.#fill === SCAN_ROOM) {
        this.#visit(false);
        this.#makeRoom();
      }
    }
  }

  /** Everything that was found, when nothing comes any more. */
  end(): SourceFindings {
    this.#visit(true);
    this.#base64?.end();
    this.#pairs.end();
    this.#respelled.end({ keys: this.#pairs.keys, unpacked: this.#unpacked });
    return {
      keys: this.#pairs.keys,
      partitions: this.#partitions.names,
      secrets: this.#pairs.plausibleSecrets,
      secretsSeen: this.#pairs.secretsSeen + this.#secretsWithin,
      unread: [...new Set([...this.#unpacked.values()].flatMap(({ failures }) => failures))],
      unpacked: this.#unpacked,
      bytes: this.#base + this.#fill,
    };
  }

  /** Most of what stands in base64 is short. */
  #grow(needed: number): void {
    if (this.#bytes.length === SCAN_ROOM || needed <= this.#bytes.length) return;
    const room = Buffer.allocUnsafeSlow(Math.min(SCAN_ROOM, Math.max(needed, 2 * this.#bytes.length)));
    this.#bytes.copy(room, 0, 0, this.#fill);
    this.#bytes = room;
  }

  #visit(last: boolean): void {
    const text = this.#bytes.subarray(0, this.#fill);
    this.#respelled.look(text, this.#looked, this.#lines, last);
    this.#partitions.look(text);
    const to = last ? this.#fill : this.#fill - AHEAD;
    this.#done = eachRun(this.#bytes, this.#done, to, last, (start, end) => {
      const around = () => ({
        before: this.#bytes.toString("latin1", Math.max(0, start - BESIDE), start),
        after: this.#bytes.toString("latin1", end, Math.min(this.#fill, end + BESIDE)),
      });
      const run = this.#bytes.toString("latin1", start, end);
      const tokens = tokensOf(run);
      const again = end - start === LONGEST_RUN ? OVERLAP : 0;
      this.#base64?.take({ text: run, tokens, start: this.#base + start, again });
      for (const hit of hitsIn(run, tokens, around)) this.#take(hit, start);
    });
  }

  #makeRoom(): void {
    const drop = Math.max(0, this.#done - REACH);
    if (this.#embedded && this.#embedded.start < this.#base + drop) this.#placeOfEmbedded(this.#embedded);
    this.#lines.advance(this.#bytes, 0, drop);
    this.#bytes.copyWithin(0, drop, this.#fill);
    this.#base += drop;
    this.#fill -= drop;
    this.#done -= drop;
    this.#looked = this.#fill;
    this.#cursor = { lines: this.#lines.fork(), at: 0 };
  }

  #take(hit: Clue, run: number): void {
    const start = run + hit.start;
    const end = run + hit.end;
    const place = { start: this.#base + start, end: this.#base + end };
    // Pieces of a long run overlap.
    if (this.#pairs.knows(hit.text, place.start)) return;
    if (hit.kind !== "id" && this.#base64?.isLastLine(place.start, place.end)) return;
    const depth = this.#depthAt(place.end);
    if (hit.kind === "id") this.#takeId({ hit, ...place, ...depth, attribute: undefined }, start, end);
    else this.#pairs.takeSecret({ hit, ...place, ...depth, attribute: attributeBefore(this.#bytes, start) });
  }

  #takeId(mark: Mark, start: number, end: number): void {
    const key = this.#pairs.keyNamed(mark.hit.text);
    if (key.places.length < MOST_PLACES) {
      key.places.push({ ...this.#placeOf(start, end), address: this.#blocks.address });
      const user = this.#blocks.userBeside(this.#bytes, this.#base, mark.end, this.#fill);
      if (user !== undefined) key.users.add(user);
    } else key.further++;
    this.#pairs.takeId(key, mark);
  }

  /** What looks into base64 whose first line is at this place of the source. */
  #lookInto(start: number, end: number, depth: number): DecodedSink {
    const at: EmbeddedAt = { start, end };
    this.#embedded = at;
    const begin = () => {
      this.#roomWithin ??= Buffer.allocUnsafeSlow(SCAN_ROOM);
      return new DocumentScan(this.#roomWithin, depth, this.#unpacking);
    };
    const found: TakeFindings = (findings, size, packed) => {
      if (packed !== undefined || findings.unread.length > 0) {
        const { line, column } = this.#placeOfEmbedded(at);
        const failures = [...(packed ?? []), ...findings.unread];
        this.#unpacked.set(`${line}:${column}`, { size, failures });
      }
      this.#takeEmbedded(findings, at);
    };
    return new Embedded(begin, found, this.#unpacking);
  }

  #placeOfEmbedded(at: EmbeddedAt): Omit<SourcePlace, "address"> {
    at.place ??= this.#placeOf(at.start - this.#base, at.end - this.#base);
    return at.place;
  }

  /** All of it stands at one place of this text: what belongs together in there, only it can tell. */
  #takeEmbedded(findings: SourceFindings, at: EmbeddedAt): void {
    for (const partition of findings.partitions) this.#partitions.names.add(partition);
    this.#secretsWithin += findings.secretsSeen - findings.secrets.length;
    if (findings.keys.size === 0 && findings.secrets.length === 0) return;
    // Of what has begun long ago, the beginning is not at hand any more.
    const depth = this.#depthAt(Math.max(this.#base, at.start));
    const address = at.start >= this.#base ? this.#blocks.address : undefined;
    const before = this.#pairs.lastSecrets;
    for (const text of findings.secrets) {
      this.#pairs.takeSecret({
        hit: { kind: "secret", text },
        start: at.start,
        end: at.end,
        ...depth,
        attribute: undefined,
      });
    }
    for (const { id, places, candidates, sessionTokens, smtpPassword, users } of findings.keys.values()) {
      const key = this.#pairs.keyNamed(id);
      const place = this.#placeOfEmbedded(at);
      const attribute = place.attribute ?? places[0]?.attribute;
      if (key.places.length < MOST_PLACES) {
        key.places.push({ ...place, attribute, address: address ?? places[0]?.address });
      } else key.further++;
      this.#pairs.addCandidates(key, candidates);
      for (const token of sessionTokens) key.sessionTokens.add(token);
      key.smtpPassword ||= smtpPassword;
      for (const user of users) key.users.add(user);
      this.#pairs.takeId(
        key,
        { hit: { kind: "id", text: id }, start: at.start, end: at.end, ...depth, attribute: undefined },
        before,
      );
    }
  }

  #depthAt(place: number): Depth {
    this.#blocks.advance(this.#bytes, this.#base, place);
    return this.#blocks.mark();
  }

  #placeOf(start: number, end: number): Omit<SourcePlace, "address"> {
    const position = this.#position(start);
    return {
      ...position,
      endColumn: position.column + end - start,
      attribute: attributeBefore(this.#bytes, start),
    };
  }

  #position(at: number): Position {
    // Overlapping pieces may lead back a little.
    if (at < this.#cursor.at) this.#cursor = { lines: this.#lines.fork(), at: 0 };
    this.#cursor.lines.advance(this.#bytes, this.#cursor.at, at);
    this.#cursor.at = at;
    return this.#cursor.lines.position;
  }
}
