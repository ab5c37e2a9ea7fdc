import type { KeyVerdict, SecretSeen } from "../../audit/index.js";
import type { Style } from "../io.js";
import { sizeText } from "./progress.js";
import type { AuditReport, ReportedKey, ReportedPlace } from "./report.js";

/** So many places of a key are shown to a person; the other forms hold them all. */
const MOST_PLACES = 20;

const SECRETS: { readonly [S in SecretSeen]: string } = {
  fits: "open",
  beside: "likely open",
  elsewhere: "maybe open",
  none: "not found",
};
const HEADINGS = ["verdict", "key id", "its secret", "what AWS says"] as const;

/** The report for a person: a line per key, below it every place at which it stands. */
export function auditText(report: AuditReport, style: Style): string {
  const rows = report.keys.map((key) => [key.verdict, key.key_id, SECRETS[key.secret], evidenceOf(key)]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(HEADINGS[column]?.length ?? 0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const keys = report.keys.flatMap((key, index) => {
    const paint = colourOf(key.verdict, style);
    const [verdict = "", ...rest] = rows[index] ?? [];
    const padded = verdict.padEnd(widths[0] ?? 0);
    return [
      line([padded, ...rest]).replace(padded, paint(padded)),
      ...placesOf(key).map((place) => style.dim(`  ${place}`)),
    ];
  });
  const unread = report.unread.map(({ source, why }) => `${style.yellow("not read")}  ${source}: ${why}`);
  return [
    ...(keys.length > 0 ? [style.bold(line(HEADINGS)), ...keys, ""] : []),
    ...(unread.length > 0 ? [...unread, ""] : []),
    summary(report),
    ...notes(report),
    ...advice(report),
  ].join("\n");
}

/** The whole report in a line. */
export function summary({ keys, scanned, unread }: AuditReport): string {
  const counted = (["live", "unknown", "inactive", "dead"] as const)
    .map((verdict) => ({ verdict, count: keys.filter((key) => key.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdict}`);
  const found = keys.length === 0 ? "no key ids" : `${plural(keys.length, "key id")} (${counted.join(", ")})`;
  const left = unread.length === 0 ? "" : `; ${unread.length} not read`;
  return `${plural(scanned.sources, "source")}, ${sizeText(scanned.bytes)}: ${found}${left}`;
}

/** What was not looked into, and need not have been: a line for each kind. */
export function notes({ opaque, left_out: histories }: AuditReport): string[] {
  const counted = Object.entries(opaque).map(([what, count]) => `${what}: ${count}`);
  const [first, ...others] = histories;
  const more = others.length > 0 ? ` and ${plural(others.length, "other")}` : "";
  return [
    ...(counted.length > 0
      ? [`Looked at as they are, not at what may be packed in them: ${counted.join(", ")}`]
      : []),
    ...(first !== undefined
      ? [`History is left out: ${first}${more}; latchkey audit ${shellQuoted(first)} reads it`]
      : []),
  ];
}

function shellQuoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function evidenceOf({ evidence, last_used, counts, verdict }: ReportedKey): string {
  const used = last_used === null ? "" : `, last used ${last_used.slice(0, 10)}`;
  const aside = !counts && (verdict === "live" || verdict === "unknown") ? " (does not count)" : "";
  return `${evidence}${used}${aside}`;
}

function placesOf({ places, further_places: further }: ReportedKey): string[] {
  const shown = places.slice(0, MOST_PLACES).map(sourcePlaceText);
  const more = places.length - shown.length + further;
  const listed = further > 0 ? "some of them" : "them";
  return more > 0 ? [...shown, `… and ${more} more (--json lists ${listed})`] : shown;
}

/** A place as editors and terminals link it. */
export function sourcePlaceText({ source, entry, line, column, address, attribute }: ReportedPlace): string {
  const file = entry === null ? source : `${source}!${entry}`;
  const name = [address, attribute].filter((part) => part !== null).join(" ");
  return `${file}:${line}:${column}${name === "" ? "" : `  ${name}`}`;
}

/** The object of git in which a key stands, at the beginning of the path within its file. */
const GIT_OBJECT = /^[0-9a-f]{40}(?:[0-9a-f]{24})? /;

function advice(report: AuditReport): string[] {
  const committed = report.keys.some(({ places }) =>
    places.some(({ entry }) => GIT_OBJECT.test(entry ?? "")),
  );
  const finding = "The commits that hold an object of git: git log --all --find-object=ID";
  return [...adviceOnKeys(report), ...(committed ? ["", finding] : [])];
}

function adviceOnKeys({ keys, outcome, asked }: AuditReport): string[] {
  if (outcome === "live") {
    return [
      "",
      "Delete a live key in AWS: a state keeps old versions and backups, so taking it out of there is not enough.",
    ];
  }
  if (asked && keys.some(({ verdict, counts }) => verdict === "unknown" && counts)) {
    return [
      "",
      "To tell, the audit needs AWS credentials of the key's account that allow sts:GetAccessKeyInfo,",
      "iam:GetAccessKeyLastUsed, iam:ListAccessKeys, iam:ListUsers and iam:GetAccountSummary.",
    ];
  }
  return [];
}

function colourOf(verdict: KeyVerdict, style: Style): (text: string) => string {
  return { live: style.red, unknown: style.yellow, inactive: style.cyan, dead: style.green }[verdict];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
