import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../domain/clock.js";
import { Unreadable } from "../domain/file-pieces.js";
import { Fault } from "../errors/fault.js";
import { DocumentScan, SCAN_ROOM } from "./find/document-scan.js";
import type { SourceFindings } from "./find/source-findings.js";
import { Ledger } from "./ledger.js";
import { Allowance, Overdrawn, UNPACKING, type UnpackingLimits } from "./read/allowance.js";
import type { Opaque } from "./read/opaque.js";
import { SealedParts } from "./read/sealed-parts.js";
import { isUnread, type Source, type UnreadSource } from "./read/source.js";
import { unpacked } from "./read/unpack.js";

/** So much is looked through at a time. */
const SLICE = 256 * 1024;

/** How far a scan has come. */
export interface ScanProgress {
  readonly sources: number;
  readonly bytes: number;
  readonly keys: number;
}

export interface AuditScan extends ScanProgress {
  readonly ledger: Ledger;
  readonly unread: readonly UnreadSource[];
  /** How many documents there were in which more may be packed than can be read, such as pictures. */
  readonly opaque: ReadonlyMap<Opaque, number>;
}

export interface ScanOptions {
  readonly signal: AbortSignal;
  /** Called whenever a piece has been looked through. */
  readonly progress: (progress: ScanProgress) => void;
  /** How many sources are read at once; more than one pays where they come over a network. Default: 1. */
  readonly atOnce?: number;
  /** For the limit of time. Default: there is none. */
  readonly clock?: Pick<Clock, "now">;
  /** How far what is packed is followed. Default: {@link UNPACKING}. */
  readonly limits?: UnpackingLimits;
}

/**
 * Looks through all sources. One that cannot be read does not end the scan: it is named in the result, and what was
 * found in it so far counts.
 */
export async function scanAll(
  sources: AsyncIterable<Source | UnreadSource>,
  { signal, progress, atOnce = 1, clock, limits = UNPACKING }: ScanOptions,
): Promise<AuditScan> {
  const ledger = new Ledger();
  const unread: UnreadSource[] = [];
  const opaque = new Map<Opaque, number>();
  const soFar = { sources: 0, bytes: 0 };
  const iterator = sources[Symbol.asyncIterator]();

  let order = 0;
  const look: Look = {
    signal,
    allowance: () => new Allowance(limits, clock && (() => clock.now().getTime())),
    looked: (bytes) => {
      signal.throwIfAborted();
      soFar.bytes += bytes;
      progress({ ...soFar, keys: ledger.size });
    },
  };
  const worker = async () => {
    const room = Buffer.allocUnsafeSlow(SCAN_ROOM);
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      const source = next.value;
      const place = order++;
      if (isUnread(source)) {
        unread.push(source);
        continue;
      }
      const { found, failed } = await lookThrough(source, room, look);
      for (const { name, findings, opaque: kind } of found) {
        ledger.add(place, source, name, findings);
        if (kind) opaque.set(kind, (opaque.get(kind) ?? 0) + 1);
      }
      unread.push(...failed);
      soFar.sources += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { ...soFar, keys: ledger.size, ledger, unread, opaque };
}

/** How sources are looked through. */
interface Look {
  readonly signal: AbortSignal;
  allowance(): Allowance;
  /** Called with the bytes that have been looked through. */
  looked(bytes: number): void;
}

interface Looked {
  readonly found: {
    readonly name: string;
    readonly findings: SourceFindings;
    readonly opaque: Opaque | undefined;
  }[];
  readonly failed: UnreadSource[];
  readonly bytes: number;
}

/** Looks through one source, from the beginning again if it breaks off and that is worth it. */
async function lookThrough(source: Source, room: Buffer, look: Look): Promise<Looked> {
  let farthest: Looked = { found: [], failed: [], bytes: 0 };
  for (let attempt = 1; ; attempt++) {
    const { broke, ...now } = await lookOnce(source, room, look);
    if (!broke) return now;
    if (now.bytes >= farthest.bytes) farthest = now;
    if (attempt >= source.attempts) return farthest;
  }
}

async function lookOnce(
  source: Source,
  room: Buffer,
  { signal, allowance: newAllowance, looked }: Look,
): Promise<Looked & { readonly broke: boolean }> {
  const allowance = newAllowance();
  const found: Looked["found"] = [];
  const failed: UnreadSource[] = [];
  let closed: string | undefined;
  let bytes = 0;
  let broke = false;
  const tell = (name: string, error: unknown) => {
    signal.throwIfAborted();
    // What has a limit will reach it the next time, too.
    broke ||= !(error instanceof Overdrawn);
    failed.push({ name, why: reasonOf(error) });
  };
  try {
    for await (const document of unpacked(
      { name: source.name, pieces: allowance.counted(source.read()), names: source.names },
      allowance,
    )) {
      if (isUnread(document)) {
        failed.push(document);
        closed = document.name;
        continue;
      }
      const scan = new DocumentScan(room);
      const sealed = new SealedParts();
      try {
        for await (const piece of document.pieces) {
          for (let at = 0; at < piece.length; at += SLICE) {
            const slice = piece.subarray(at, at + SLICE);
            looked(slice.length);
            scan.push(slice);
            sealed.look(slice);
            // Signals are heard in between.
            await nextTurn();
          }
        }
      } catch (error) {
        tell(document.name, error);
      }
      const findings = scan.end();
      bytes += findings.bytes;
      // There may be a million documents in a history, and most hold nothing.
      if (findings.keys.size > 0 || document.opaque) {
        found.push({ name: document.name, findings, opaque: document.opaque });
      }
      const parts = closed === document.name ? [] : sealed.unread;
      for (const why of [...findings.unread, ...parts]) failed.push({ name: document.name, why });
    }
  } catch (error) {
    tell(source.name, error);
  }
  return { found, failed, bytes, broke };
}

function reasonOf(error: unknown): string {
  if (Fault.is(error)) return `${error.summary}: ${error.details.seen} [${error.code}]`;
  if (error instanceof Unreadable || error instanceof Overdrawn) return error.message;
  const { code, name } = error as NodeJS.ErrnoException;
  return `it broke off (${code ?? name})`;
}
