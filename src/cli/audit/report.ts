import { createHash } from "node:crypto";
import type {
  AuditScan,
  FoundKey,
  KeyJudgement,
  KeyKind,
  KeyVerdict,
  Opaque,
  SecretSeen,
} from "../../audit/index.js";
import { masked } from "../../domain/masked.js";
import { AUDIT_EXIT } from "../exit-code.js";
import { printable } from "./printable.js";

export interface ReportedPlace {
  readonly source: string;
  /** Whether the source is a file; standard input and state versions are none. */
  readonly file: boolean;
  /** Path within the source, if that is an archive. */
  readonly entry: string | null;
  readonly line: number;
  readonly column: number;
  readonly end_column: number;
  readonly attribute: string | null;
  readonly address: string | null;
}

export interface ReportedKey {
  /** Masked. */
  readonly key_id: string;
  /** The same for the same key in every report; the key id cannot be told from it. */
  readonly fingerprint: string;
  readonly kind: KeyKind;
  readonly verdict: KeyVerdict;
  readonly evidence: string;
  readonly secret: SecretSeen;
  /** Whether the verdict has a say in the exit code. */
  readonly counts: boolean;
  readonly account: string | null;
  readonly owner: string | null;
  /** RFC 3339; null when it is not known or never happened. */
  readonly last_used: string | null;
  readonly places: readonly ReportedPlace[];
  /** How many places there are beyond those, in texts that hold more than a thousand. */
  readonly further_places: number;
}

/** Everything that an audit says: no secret, no whole key id. */
export interface AuditReport {
  readonly outcome: "clean" | "live" | "unknown";
  readonly exit_code: 0 | 1 | 2;
  /** Whether AWS was asked. */
  readonly asked: boolean;
  readonly scanned: { readonly sources: number; readonly bytes: number };
  /** How many pictures and the like were looked at only as they are. */
  readonly opaque: { readonly [What in Opaque]?: number };
  /** The worst first. */
  readonly keys: readonly ReportedKey[];
  readonly unread: readonly { readonly source: string; readonly why: string }[];
  /** Histories of git below the folders that were named, which are read when they are named themselves. */
  readonly left_out: readonly string[];
}

const WORST_FIRST: readonly KeyVerdict[] = ["live", "unknown", "inactive", "dead"];

export interface ReportOptions {
  /** Whether AWS was left alone. */
  readonly offline: boolean;
  /** Whether only keys count whose secret was found, too. */
  readonly secretsOnly: boolean;
  /** Histories of git that were left out. Default: none. */
  readonly leftOut?: readonly string[];
}

/** Puts together what was scanned and what AWS said of each key; `judgements` are in the order of `keys`. */
export function auditReport(
  scan: AuditScan,
  keys: readonly FoundKey[],
  judgements: readonly KeyJudgement[],
  options: ReportOptions,
): AuditReport {
  const reported = keys.flatMap((key, index) => {
    const judgement = judgements[index];
    return judgement ? [reportedKey(key, judgement, options)] : [];
  });
  const rank = ({ verdict }: ReportedKey) => WORST_FIRST.indexOf(verdict);
  const unread = scan.unread.map(({ name, why }) => ({ source: printable(name), why: printable(why) }));
  const outcome = outcomeOf(reported, unread.length);
  return {
    outcome,
    exit_code: AUDIT_EXIT[outcome],
    asked: !options.offline && keys.length > 0,
    scanned: { sources: scan.sources, bytes: scan.bytes },
    opaque: Object.fromEntries(scan.opaque),
    keys: reported.sort((a, b) => rank(a) - rank(b)),
    unread,
    left_out: (options.leftOut ?? []).map(printable),
  };
}

function outcomeOf(keys: readonly ReportedKey[], unread: number): AuditReport["outcome"] {
  const counts = (verdict: KeyVerdict) => keys.some((key) => key.counts && key.verdict === verdict);
  if (counts("live")) return "live";
  return counts("unknown") || unread > 0 ? "unknown" : "clean";
}

const MACHINE_KEY = /(?:^|\.)latchkey_machine_key\.[^.]+$/;
const TOLD = ["access_key_id", "replaced_key_id"];

/**
 * Whether the id stands nowhere but where Latchkey's own state tells which key the readers of a machine user's secret get,
 * and which it has replaced: such a key is meant to live, and its secret was never in a state.
 */
function isToldByMachineKeys({ places, further }: FoundKey): boolean {
  return (
    further === 0 &&
    places.length > 0 &&
    places.every(({ address = "", attribute = "" }) => MACHINE_KEY.test(address) && TOLD.includes(attribute))
  );
}

function reportedKey(key: FoundKey, judgement: KeyJudgement, { secretsOnly }: ReportOptions): ReportedKey {
  const { verdict, evidence, secret, usable, account, owner, lastUsed } = judgement;
  return {
    key_id: masked(key.id),
    fingerprint: createHash("sha256").update(`latchkey audit ${key.id}`).digest("hex").slice(0, 16),
    kind: key.kind,
    verdict,
    evidence: printable(evidence),
    secret,
    counts: usable && !(secret === "none" && (secretsOnly || isToldByMachineKeys(key))),
    account: account ?? null,
    owner: owner === undefined ? null : printable(owner),
    last_used: lastUsed?.toISOString() ?? null,
    places: key.places.map((place) => ({
      source: printable(place.source),
      file: place.noFile !== true,
      entry: place.entry === undefined ? null : printable(place.entry),
      line: place.line,
      column: place.column,
      end_column: place.endColumn,
      attribute: place.attribute ?? null,
      address: place.address === undefined ? null : printable(place.address),
    })),
    further_places: key.further,
  };
}
