import {
  type AuditScan,
  isUnread,
  type Source,
  scanAll,
  type UnreadSource,
} from "../../../src/audit/index.js";

/** A source that is a text, given in pieces of one and the same buffer, as files give them. */
export function textSource(name: string, content: string | Uint8Array, size = 1000): Source {
  const bytes = Buffer.from(content as string);
  return {
    name,
    writtenAt: new Date(0),
    attempts: 1,
    async *read() {
      const piece = Buffer.alloc(size);
      for (let at = 0; at < bytes.length; at += size) {
        const length = bytes.copy(piece, 0, at, at + size);
        yield piece.subarray(0, length);
      }
    },
  };
}

/** Scans sources to their end. */
export function scanOf(...sources: readonly (Source | UnreadSource)[]): Promise<AuditScan> {
  async function* all() {
    yield* sources;
  }
  return scanAll(all(), { signal: new AbortController().signal, progress: () => {} });
}

/** `source!entry:line` of every place, in the order of the report. */
export function placesIn({ ledger }: AuditScan): string[] {
  return ledger
    .keys()
    .flatMap(({ places }) =>
      places.map(({ source, entry, line }) => `${source}${entry === undefined ? "" : `!${entry}`}:${line}`),
    );
}

export async function namesOf(sources: AsyncIterable<Source | UnreadSource>): Promise<string[]> {
  const names: string[] = [];
  for await (const source of sources)
    names.push(isUnread(source) ? `${source.name} (${source.why})` : source.name);
  return names;
}
