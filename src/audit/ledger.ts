import { SecretText } from "../domain/secret-text.js";
import {
  ranked,
  type SecretCandidate,
  type SourceFindings,
  type SourcePlace,
} from "./find/source-findings.js";
import type { Source } from "./read/source.js";

/** Where a key id stands, by the name of what it stands in. */
export interface NamedPlace extends SourcePlace {
  readonly source: string;
  /** Set where the source is no file. */
  readonly noFile?: true;
  /** Path within the source, if that is an archive; the line and the column count in there. */
  readonly entry: string | undefined;
}

/** What may be the secret of a key. */
export interface PossibleSecret {
  readonly secret: SecretText;
  readonly beside: boolean;
  readonly plausible: boolean;
}

/** `AKIA…`, `ASIA…`, `ABIA…`, `ACCA…` and `ABSK…` or `bedrock-api-key-…`, in this order. */
export type KeyKind =
  | "long-term"
  | "temporary"
  | "service bearer token"
  | "service-specific credential"
  | "Bedrock API key";

/** A key id and everything that all sources together say about it. Never shown as it is: it holds secrets. */
export interface FoundKey {
  readonly id: string;
  readonly kind: KeyKind;
  /** In the order of the sources. */
  readonly places: readonly NamedPlace[];
  /** How many places there are beyond those: of each text only the first thousand are told. */
  readonly further: number;
  /** The most promising first. */
  readonly secrets: readonly PossibleSecret[];
  /** How many there are in the source that has most, tried or not. Default: those. */
  readonly secretsSeen?: number;
  readonly sessionTokens: readonly SecretText[];
  /** Whether an SMTP password of SES, which is derived from the secret, stands beside it. */
  readonly smtpPassword: boolean;
  /** Names of IAM users that stand beside it. */
  readonly users: readonly string[];
  /** AWS partitions of the ARNs in the same sources. */
  readonly partitions: readonly string[];
  /** When the youngest of its sources was written; undefined if that is not known of every one. */
  readonly youngest: Date | undefined;
}

const KINDS: Readonly<Record<string, KeyKind>> = {
  ASIA: "temporary",
  ABIA: "service bearer token",
  ACCA: "service-specific credential",
  ABSK: "Bedrock API key",
  bedr: "Bedrock API key",
};

interface Entry {
  readonly places: (NamedPlace & { readonly order: number })[];
  further: number;
  candidates: SecretCandidate[];
  secretsSeen: number;
  readonly sessionTokens: Set<string>;
  smtpPassword: boolean;
  readonly users: Set<string>;
  readonly partitions: Set<string>;
  /** Milliseconds; infinite where it is not known. */
  youngest: number;
}

/** Brings together what is said about each key, wherever it was found. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();

  /**
   * @param order of the source among all
   * @param document name of the text within the source; the source's own if it is one text
   */
  add(order: number, source: Source, document: string, findings: SourceFindings): void {
    const entryName = document === source.name ? undefined : document.slice(source.name.length + 1);
    for (const {
      id,
      places,
      further,
      candidates,
      sessionTokens,
      smtpPassword,
      users,
    } of findings.keys.values()) {
      const entry = this.#entries.get(id) ?? newEntry();
      this.#entries.set(id, entry);
      for (const place of places) {
        entry.places.push({
          ...place,
          source: source.name,
          ...(source.noFile && { noFile: true }),
          entry: entryName,
          order,
        });
      }
      entry.further += further;
      entry.candidates = ranked(entry.candidates, candidates);
      entry.secretsSeen = Math.max(entry.secretsSeen, findings.secretsSeen);
      for (const token of sessionTokens) entry.sessionTokens.add(token);
      entry.smtpPassword ||= smtpPassword;
      for (const user of users) entry.users.add(user);
      for (const partition of findings.partitions) entry.partitions.add(partition);
      entry.youngest = Math.max(entry.youngest, source.writtenAt?.getTime() ?? Number.POSITIVE_INFINITY);
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Every key, in the order of the sources. */
  keys(): FoundKey[] {
    for (const { places } of this.#entries.values()) places.sort((a, b) => a.order - b.order);
    const first = ({ places }: Entry) => places[0]?.order ?? 0;
    const inOrder = [...this.#entries].sort(([, a], [, b]) => first(a) - first(b));
    return inOrder.map(([id, entry]) => ({
      id,
      kind: KINDS[id.slice(0, 4)] ?? "long-term",
      secretsSeen: entry.secretsSeen,
      places: entry.places.map(({ order: _, ...place }) => place),
      further: entry.further,
      secrets: entry.candidates.map(({ text, beside, plausible }) => ({
        secret: new SecretText(text),
        beside,
        plausible,
      })),
      sessionTokens: [...entry.sessionTokens].map((token) => new SecretText(token)),
      smtpPassword: entry.smtpPassword,
      users: [...entry.users],
      partitions: [...entry.partitions],
      youngest: Number.isFinite(entry.youngest) ? new Date(entry.youngest) : undefined,
    }));
  }
}

function newEntry(): Entry {
  return {
    places: [],
    further: 0,
    candidates: [],
    secretsSeen: 0,
    sessionTokens: new Set(),
    smtpPassword: false,
    users: new Set(),
    partitions: new Set(),
    youngest: 0,
  };
}
