import type { TextScan } from "./embedded.js";
import type { LineCounter } from "./line-counter.js";
import type { SourceKey, Unpacked } from "./source-findings.js";
import { MOST_CANDIDATES } from "./source-findings.js";
import type { Spelling, Undoing } from "./spellings.js";

/** Makes what looks through a text in another spelling, from these lines on, and for what else it may be written as. */
export type Begin = (lines: LineCounter, further: readonly Spelling[]) => TextScan;

/** A sign of a spelling may begin before what comes next. */
const LONGEST_SIGN = 1024;

interface Reading {
  readonly scan: TextScan;
  readonly undoing: Undoing;
  rest: string;
}

/** Looks through a text once more for each spelling that occurs in it. */
export class Respelled {
  readonly #spellings: readonly Spelling[];
  readonly #begin: Begin;
  readonly #scans = new Map<Spelling, Reading>();

  constructor(spellings: readonly Spelling[], begin: Begin) {
    this.#spellings = spellings;
    this.#begin = begin;
  }

  /**
   * Looks at what comes next.
   *
   * @param bytes what is at hand of the text
   * @param from where in there that begins which has not been looked at yet
   * @param lines where the bytes begin
   * @param last whether nothing comes after them
   */
  look(bytes: Buffer, from: number, lines: LineCounter, last: boolean): void {
    for (const [index, spelling] of this.#spellings.entries()) {
      const known = this.#scans.get(spelling);
      if (known) {
        take(known, bytes.toString("latin1", from));
      } else if (spelling.occursIn(bytes.subarray(Math.max(0, from - LONGEST_SIGN)), last)) {
        const scan = this.#begin(lines.fork(), this.#spellings.slice(index + 1));
        const begun = { scan, undoing: spelling.undoing(), rest: "" };
        this.#scans.set(spelling, begun);
        take(begun, bytes.toString("latin1"));
      }
    }
  }

  /** Adds what was found to what stands in the text as it is. */
  end(findings: { readonly keys: Map<string, SourceKey>; readonly unpacked: Map<string, Unpacked> }): void {
    for (const reading of this.#scans.values()) {
      take(reading, "", true);
      const { keys, unpacked } = reading.scan.end();
      for (const key of keys.values()) add(findings.keys, key);
      for (const [place, whole] of unpacked) {
        // What has read most of it has the right spelling.
        if (whole.size > (findings.unpacked.get(place)?.size ?? 0)) findings.unpacked.set(place, whole);
      }
    }
  }
}

function take(reading: Reading, fresh: string, last = false): void {
  const { undone, rest } = reading.undoing.take(reading.rest + fresh, last);
  reading.rest = rest;
  if (undone !== "") reading.scan.push(Buffer.from(undone, "latin1"));
}

/** What stands in the text as it is knows better where it stands, and beside what. */
function add(keys: Map<string, SourceKey>, found: SourceKey): void {
  const key = keys.get(found.id);
  if (key === undefined) {
    keys.set(found.id, found);
    return;
  }
  // Lines of base64 may be as long as a secret, so that those of the other spelling are tried, too.
  const [first, ...others] = key.candidates;
  const known = new Set(key.candidates.map(({ text }) => text));
  const fresh = found.candidates.filter(({ text }) => !known.has(text));
  key.candidates = [...(first ? [first] : []), ...fresh, ...others].slice(0, MOST_CANDIDATES);
  for (const token of found.sessionTokens) key.sessionTokens.add(token);
  key.smtpPassword ||= found.smtpPassword;
  for (const user of found.users) key.users.add(user);
}
