import { Base64Blocks, type Decoded } from "./base64-blocks.js";
import { Embedded } from "./embedded.js";
import { BESIDE, type Hit, hitsIn } from "./hits.js";
import { LineCounter, type Position } from "./line-counter.js";
import { LooseSecrets } from "./loose-secrets.js";
import { type Depth, OpenBlocks, REACH, USER_REACH } from "./open-blocks.js";
import { Unpacking } from "./packed.js";
import { type Begin, Respelled } from "./respelled.js";
import { eachRun, LONGEST_RUN, lengthOfBase64, OVERLAP } from "./runs.js";
import {
  type Candidate,
  insert,
  MOST_PLACES,
  type Place,
  ranked,
  type SourceFindings,
  type SourceKey,
} from "./source-findings.js";
import { SPELLINGS, type Spelling } from "./spellings.js";
import { attributeBefore, mayNameSecret } from "./surroundings.js";
import { tokensOf } from "./tokens.js";

/** What is read ahead of the place that is looked at. */
const AHEAD = USER_REACH;
/** So much is looked through at a time, in which no signal is heard. */
const STEP = 256 * 1024;
/** Room for one scan; give it to one scan after the other. */
export const SCAN_ROOM = REACH + LONGEST_RUN + AHEAD + STEP;

/** As many of each kind before a place are compared with it. */
const MOST_NEIGHBOURS = 16;
/** Two members of one object are 0 blocks apart, two outputs 2. */
const FARTHEST_BESIDE = 2;
/** Helm, for one, puts base64 into base64. */
const DEEPEST = 3;

/** What ARNs of the partitions have in common, so that most texts are searched only once for the rare ones. */
const SIGNS_OF_PARTITIONS: readonly (readonly [string, readonly string[]])[] = [
  ["arn:aws:", ["aws"]],
  ["arn:aws-", ["aws-cn", "aws-us-gov", "aws-eusc"]],
];

/** What of a text is read, and how. */
interface Reading {
  readonly lines?: LineCounter;
  readonly spellings?: readonly Spelling[];
}

/** A hit in the text, as it is compared with later ones. */
interface Mark extends Depth {
  readonly hit: Pick<Hit, "kind" | "text">;
  /** Bytes from the beginning of the source. */
  readonly start: number;
  readonly end: number;
  readonly attribute: string | undefined;
}

/** Where base64 begins: its first line, in bytes from the beginning of the source. */
interface EmbeddedAt {
  readonly start: number;
  readonly end: number;
  place?: Omit<Place, "address">;
}

/**
 * Looks for key ids and secrets in a text of any length and form, given in pieces, and remembers only what it finds
 * and the last {@link REACH} bytes. Only what lies in between two hits is looked at closely.
 */
export class DocumentScan {
  readonly #bytes: Buffer;
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

  readonly #keys = new Map<string, SourceKey>();
  readonly #partitions = new Set<string>();
  #ids: Mark[] = [];
  #secrets: Mark[] = [];
  readonly #loose = new LooseSecrets();
  /** How many there are in base64, beyond those that are known here. */
  #secretsWithin = 0;
  readonly #blocks = new OpenBlocks();

  readonly #base64: Base64Blocks | undefined;
  readonly #unpacking: Unpacking;
  #roomWithin: Buffer | undefined;
  /** Where the base64 begins that is being followed; its place is worked out when it matters, or is about to go. */
  #embedded: EmbeddedAt | undefined;
  readonly #unpacked = new Map<string, readonly string[]>();

  /**
   * @param room of {@link SCAN_ROOM} bytes
   * @param depth how many times the text was in base64
   * @param unpacking of the whole document that it is a part of
   * @param reading where the text begins, and how else it may be written
   */
  constructor(
    room: Buffer = Buffer.allocUnsafeSlow(SCAN_ROOM),
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
      const some = piece.subarray(taken, taken + this.#bytes.length - this.#fill);
      this.#bytes.set(some, this.#fill);
      this.#fill += some.length;
      taken += some.length;
      if (this.#fill === this.#bytes.length) {
        this.#visit(false);
        this.#makeRoom();
      }
    }
  }

  /** Everything that was found, when nothing comes any more. */
  end(): SourceFindings {
    this.#visit(true);
    this.#base64?.end();
    for (const [id, candidates] of this.#loose.candidates()) {
      const key = this.#keys.get(id);
      if (key) key.candidates = ranked(key.candidates, candidates);
    }
    this.#respelled.end({ keys: this.#keys, unpacked: this.#unpacked });
    return {
      keys: this.#keys,
      partitions: this.#partitions,
      secrets: this.#secrets
        .filter((mark) => mark.hit.kind === "secret" && plausible(mark))
        .map(({ hit }) => hit.text),
      secretsSeen: this.#loose.seen + this.#secretsWithin,
      unread: [...new Set([...this.#unpacked.values()].flat())],
      unpacked: this.#unpacked,
      bytes: this.#base + this.#fill,
    };
  }

  #visit(last: boolean): void {
    const text = this.#bytes.subarray(0, this.#fill);
    this.#respelled.look(text, this.#looked, this.#lines);
    for (const [sign, partitions] of SIGNS_OF_PARTITIONS) {
      if (partitions.every((partition) => this.#partitions.has(partition)) || !text.includes(sign)) continue;
      for (const partition of partitions) {
        if (text.includes(`arn:${partition}:`)) this.#partitions.add(partition);
      }
    }
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

  #take(hit: Hit, run: number): void {
    const start = run + hit.start;
    const end = run + hit.end;
    const place = { start: this.#base + start, end: this.#base + end };
    const known = (mark: Mark) => mark.start === place.start && mark.hit.text === hit.text;
    // Pieces of a long run overlap.
    if (this.#ids.some(known) || this.#secrets.some(known)) return;
    if (hit.kind !== "id" && this.#base64?.isLastLine(place.start, place.end)) return;
    const depth = this.#depthAt(place.end);
    if (hit.kind === "id") this.#takeId({ hit, ...place, ...depth, attribute: undefined }, start, end);
    else this.#takeSecret({ hit, ...place, ...depth, attribute: attributeBefore(this.#bytes, start) });
  }

  #takeId(mark: Mark, start: number, end: number): void {
    const key = this.#keyNamed(mark.hit.text);
    if (key.places.length < MOST_PLACES) {
      key.places.push({ ...this.#placeOf(start, end), address: this.#blocks.address });
      const user = this.#blocks.userBeside(this.#bytes, this.#base, mark.end, this.#fill);
      if (user !== undefined) key.users.add(user);
    } else key.further++;
    this.#relateId(key, mark, this.#secrets);
  }

  #relateId(key: SourceKey, mark: Mark, secrets: readonly Mark[]): void {
    const neighbours = secrets.filter((secret) => secret.end >= mark.start - REACH);
    this.#relate(neighbours, mark, (secret, relation) => this.#pair(key, mark, secret, relation));
    this.#ids = remembered(this.#ids, mark);
    this.#blocks.watch([...this.#ids, ...this.#secrets]);
    this.#loose.sawId(key.id, mark.start);
  }

  #keyNamed(id: string): SourceKey {
    const key = this.#keys.get(id) ?? newKey(id);
    this.#keys.set(id, key);
    return key;
  }

  /** What looks into base64 whose first line is at this place of the source. */
  #lookInto(start: number, end: number, depth: number): Decoded {
    const at: EmbeddedAt = { start, end };
    this.#embedded = at;
    const begin = () => {
      this.#roomWithin ??= Buffer.allocUnsafeSlow(SCAN_ROOM);
      return new DocumentScan(this.#roomWithin, depth, this.#unpacking);
    };
    const found = (findings: SourceFindings, failures: readonly string[] | undefined) => {
      if (failures !== undefined || findings.unread.length > 0) {
        const { line, column } = this.#placeOfEmbedded(at);
        this.#unpacked.set(`${line}:${column}`, [...(failures ?? []), ...findings.unread]);
      }
      this.#takeEmbedded(findings, at);
    };
    return new Embedded(begin, found, this.#unpacking);
  }

  #placeOfEmbedded(at: EmbeddedAt): Omit<Place, "address"> {
    at.place ??= this.#placeOf(at.start - this.#base, at.end - this.#base);
    return at.place;
  }

  /** All of it stands at one place of this text: what belongs together in there, only it can tell. */
  #takeEmbedded(findings: SourceFindings, at: EmbeddedAt): void {
    for (const partition of findings.partitions) this.#partitions.add(partition);
    this.#secretsWithin += findings.secretsSeen - findings.secrets.length;
    if (findings.keys.size === 0 && findings.secrets.length === 0) return;
    // Of what has begun long ago, the beginning is not at hand any more.
    const depth = this.#depthAt(Math.max(this.#base, at.start));
    const address = at.start >= this.#base ? this.#blocks.address : undefined;
    const before = this.#secrets;
    for (const text of findings.secrets) {
      this.#takeSecret({
        hit: { kind: "secret", text },
        start: at.start,
        end: at.end,
        ...depth,
        attribute: undefined,
      });
    }
    for (const { id, places, candidates, sessionTokens, smtpPassword, users } of findings.keys.values()) {
      const key = this.#keyNamed(id);
      const place = this.#placeOfEmbedded(at);
      const attribute = place.attribute ?? places[0]?.attribute;
      if (key.places.length < MOST_PLACES) {
        key.places.push({ ...place, attribute, address: address ?? places[0]?.address });
      } else key.further++;
      key.candidates = ranked(key.candidates, candidates);
      for (const token of sessionTokens) key.sessionTokens.add(token);
      key.smtpPassword ||= smtpPassword;
      for (const user of users) key.users.add(user);
      for (const { text, beside, plausible } of candidates) {
        if (beside && plausible) this.#loose.areTogether(id, text);
      }
      this.#relateId(
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

  #placeOf(start: number, end: number): Omit<Place, "address"> {
    const position = this.#position(start);
    return {
      ...position,
      endColumn: position.column + end - start,
      attribute: attributeBefore(this.#bytes, start),
    };
  }

  #takeSecret(mark: Mark): void {
    const { kind, text } = mark.hit;
    if (kind === "token" && !/token/i.test(mark.attribute ?? "")) return;
    if (kind === "smtp" && !/smtp/i.test(mark.attribute ?? "")) return;
    if (kind === "secret" && plausible(mark)) this.#loose.sawSecret(text, mark.start);
    const neighbours = this.#ids.filter((id) => id.end >= mark.start - REACH);
    this.#relate(neighbours, mark, (id, relation) => {
      const key = this.#keys.get(id.hit.text);
      if (key) this.#pair(key, id, mark, relation);
    });
    this.#secrets = remembered(this.#secrets, mark);
    this.#blocks.watch([...this.#ids, ...this.#secrets]);
  }

  /** Calls back for each earlier mark with how far it is from this one. */
  #relate(
    earlier: readonly Mark[],
    later: Mark,
    each: (mark: Mark, relation: { blocks: number; bytes: number }) => void,
  ): void {
    for (const mark of [...earlier].reverse()) {
      each(mark, {
        blocks: this.#blocks.blocksSince(mark),
        bytes: Math.max(0, later.start - mark.end),
      });
    }
  }

  #pair(key: SourceKey, id: Mark, secret: Mark, relation: { blocks: number; bytes: number }): void {
    const beside = relation.blocks <= FARTHEST_BESIDE;
    switch (secret.hit.kind) {
      case "token":
        if (beside) key.sessionTokens.add(secret.hit.text);
        return;
      case "smtp":
        if (beside) key.smtpPassword = true;
        return;
      default: {
        const candidate: Candidate = {
          text: secret.hit.text,
          beside,
          plausible: plausible(secret),
          ...relation,
        };
        insert(key.candidates, candidate);
        if (beside && candidate.plausible) this.#loose.areTogether(id.hit.text, secret.hit.text);
      }
    }
  }

  #position(at: number): Position {
    // Overlapping pieces may lead back a little.
    if (at < this.#cursor.at) this.#cursor = { lines: this.#lines.fork(), at: 0 };
    this.#cursor.lines.advance(this.#bytes, this.#cursor.at, at);
    this.#cursor.at = at;
    return this.#cursor.lines.position;
  }
}

function newKey(id: string): SourceKey {
  return {
    id,
    places: [],
    further: 0,
    candidates: [],
    sessionTokens: new Set(),
    smtpPassword: false,
    users: new Set(),
  };
}

function plausible({ attribute }: Mark): boolean {
  return mayNameSecret(attribute);
}

function remembered(marks: readonly Mark[], mark: Mark): Mark[] {
  return [...marks.slice(1 - MOST_NEIGHBOURS), mark];
}
