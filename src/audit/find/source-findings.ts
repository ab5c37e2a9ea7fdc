import type { Position } from "./line-counter.js";

/** Where a key id stands in a source. */
export interface SourcePlace extends Position {
  /** The column after the last character. */
  readonly endColumn: number;
  /** Name of the member or variable; undefined where there is none, or none that may be shown. */
  readonly attribute: string | undefined;
  /** Address of the resource; undefined outside of one. */
  readonly address: string | undefined;
}

/** Something that may be the secret of a key. */
export interface SecretCandidate {
  readonly text: string;
  /** In the same block, or an output beside the key's; otherwise only in the same source. */
  readonly beside: boolean;
  /** Whether its name, if it has one, speaks of secrets. */
  readonly plausible: boolean;
  readonly blocks: number;
  readonly bytes: number;
}

/** A key id and all that one source says about it. */
export interface SourceKey {
  readonly id: string;
  /** The first {@link MOST_PLACES}. */
  readonly places: SourcePlace[];
  /** How many places there are beyond those. */
  further: number;
  /** The most promising first, each text once. */
  candidates: SecretCandidate[];
  /** Session tokens beside it, for a temporary key. */
  readonly sessionTokens: Set<string>;
  /** Whether an SMTP password that SES derives from the secret stands beside it. */
  smtpPassword: boolean;
  /** IAM users named in the same block. */
  readonly users: Set<string>;
}

/** What was found in one source. */
export interface SourceFindings {
  readonly keys: ReadonlyMap<string, SourceKey>;
  /** AWS partitions of the ARNs in it. */
  readonly partitions: ReadonlySet<string>;
  /** What looks like secrets by its name as well, up to a few of the last ones. */
  readonly secrets: readonly string[];
  /** How many texts there were that look like secrets, and could be a key's. */
  readonly secretsSeen: number;
  /** What could not be looked into; completes "… was not read: …". */
  readonly unread: readonly string[];
  /** The same for each text in base64 that was packed, by line and column of its beginning. */
  readonly unpacked: ReadonlyMap<string, Unpacked>;
  readonly bytes: number;
}

/** How many bytes of something packed there were, and what could not be read of them; nothing where all was. */
export interface Unpacked {
  readonly size: number;
  readonly failures: readonly string[];
}

/** A log may name the same key in every line. */
export const MOST_PLACES = 1000;

/** As many candidates of a key are kept: each costs a question to AWS. */
export const MOST_CANDIDATES = 16;

/** Adds candidates to those known, best first, each text once. */
export function ranked(
  known: readonly SecretCandidate[],
  more: readonly SecretCandidate[],
): SecretCandidate[] {
  const list = [...known];
  for (const candidate of more) insert(list, candidate);
  return list;
}

/** The same for one candidate, into the list itself: a text may hold thousands of keys, each beside many secrets. */
export function insert(list: SecretCandidate[], candidate: SecretCandidate): void {
  const last = list[MOST_CANDIDATES - 1];
  if (last && compare(candidate, last) >= 0) return;
  const same = list.findIndex(({ text }) => text === candidate.text);
  if (same !== -1) {
    if (compare(candidate, list[same] as SecretCandidate) >= 0) return;
    list.splice(same, 1);
  }
  let at = list.length;
  while (at > 0 && compare(candidate, list[at - 1] as SecretCandidate) < 0) at--;
  list.splice(at, 0, candidate);
  if (list.length > MOST_CANDIDATES) list.pop();
}

function compare(a: SecretCandidate, b: SecretCandidate): number {
  return Number(b.plausible) - Number(a.plausible) || a.blocks - b.blocks || a.bytes - b.bytes;
}
