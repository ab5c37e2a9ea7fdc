import { coreOfBase64 } from "../../disguise/base64.js";
import { SHORTEST_BLOCK } from "./base64-blocks.js";
import { KEY_ID, KEY_ID_PREFIX } from "./key-id.js";
import { SHORTEST_RUN } from "./runs.js";
import { type TextToken, tokensOf } from "./tokens.js";

/** What may be of interest in a text, by its looks alone. */
export interface Clue {
  /**
   * - `id`: an access key id
   * - `secret`: what could be a secret access key
   * - `smtp`: what could be an SMTP password that SES derives from a secret
   * - `token`: what could be a session token
   */
  readonly kind: "id" | "secret" | "smtp" | "token";
  readonly text: string;
  /** Where it begins and ends, in bytes from the beginning of the run; of base64, where the whole of it does. */
  readonly start: number;
  readonly end: number;
}

/** The bytes around a run, as text of one character each; empty at the ends of the source. */
export interface Neighbours {
  readonly before: string;
  readonly after: string;
}

/** A key id as a whole. */
const WHOLE_ID = new RegExp(`(?<![A-Za-z0-9])${KEY_ID}(?![A-Za-z0-9])`, "g");
const PREFIX = new RegExp(KEY_ID_PREFIX);
/** What stands for an id in documentation, and is none: words, sixteen X, one sign again and again. */
const PLACEHOLDER = /EXAMPLE|PLACEHOLDER|REDACTED|ACCESSKEY|YOURKEY|1234567890|(.)\1{7}/;
/** An id that a secret follows, or that follows a secret, with a sign in between that no secret has. */
const ID_BEFORE = /(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}[_-]$/;
const ID_AFTER = /^[_-]A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])/;
/** How API keys of Bedrock begin, which open it by themselves: those that live long, and those for hours. */
const BEDROCK = /^ABSK[A-Za-z0-9+/]{100,300}$/;
const BEDROCK_FOR_HOURS = "bedrock-api-key-";
/** So much is looked at beside a run. */
export const BESIDE = 22;
const SECRET_LENGTH = 40;
const SMTP_LENGTH = 44;
const SHORTEST_TOKEN = 100;
/** A secret alone in base64, with or without a line break at its end; padding does not belong to a run. */
const ENCODED_SECRET_LENGTHS = [54, 55];
const TELLING_LENGTHS = new Set([SECRET_LENGTH, SMTP_LENGTH, ...ENCODED_SECRET_LENGTHS]);

/** Everything of interest in a run, in the order of its appearance, but for longer base64. */
export function hitsIn(run: string, tokens: readonly TextToken[], around: () => Neighbours): Clue[] {
  const promising = tokens.filter(({ text }) => mayHoldHits(text));
  if (promising.length === 0) return [];
  const { before, after } = around();
  return promising.flatMap(({ text, start, end }) => {
    const context = { before: start === 0 ? before : "", after: end === run.length ? after : "" };
    const plain = plainHits(text, context);
    // Positions inside of a token with escapes are not worth a table: it is short, and pointed at as a whole.
    const escaped = end - start !== text.length;
    const placed = plain.map((hit) => ({
      ...hit,
      start: escaped ? start : start + hit.start,
      end: escaped ? end : start + hit.end,
    }));
    return [...placed, ...decodedHits(text).map((hit) => ({ ...hit, start, end }))];
  });
}

/** Whether a token may say something by itself; base64 of some length is not looked into. */
export function mayTell(text: string): boolean {
  if (text.length >= SHORTEST_BLOCK || TELLING_LENGTHS.has(text.length)) return true;
  return text.search(WHOLE_ID) !== -1 || mayHoldEncodedId(text);
}

/** Rules out nearly every token with few looks. */
function mayHoldHits(text: string): boolean {
  return (
    TELLING_LENGTHS.has(text.length) ||
    text.length >= SHORTEST_TOKEN ||
    (text.length >= SHORTEST_RUN && PREFIX.test(text)) ||
    mayHoldEncodedId(text)
  );
}

function plainHits(text: string, { before, after }: Neighbours): Clue[] {
  const hits: Clue[] = [];
  const add = (kind: Clue["kind"], found: string, start: number) =>
    hits.push({ kind, text: found, start, end: start + found.length });
  for (const { 0: id, index } of text.matchAll(WHOLE_ID)) {
    if (PLACEHOLDER.test(id.slice(4))) continue;
    add("id", id, index);
    const rest = text.slice(index + id.length + 1);
    if (text.charAt(index + id.length) === "/" && looksLikeSecret(rest)) {
      add("secret", rest, index + id.length + 1);
    }
  }
  if (text.length >= SHORTEST_TOKEN && before.endsWith(BEDROCK_FOR_HOURS)) {
    hits.push({ kind: "id", text: BEDROCK_FOR_HOURS + text, start: 0, end: text.length });
  } else if (BEDROCK.test(text)) add("id", text, 0);
  // A part of something longer: base64 of another length, or the alphabet that URLs use.
  const partial =
    (/[_-]$/.test(before) && !ID_BEFORE.test(before)) || (/^[=_-]/.test(after) && !ID_AFTER.test(after));
  if (text.length === SECRET_LENGTH && !partial && looksLikeSecret(text)) add("secret", text, 0);
  // The first byte of what SES derives is the version 4.
  if (text.length === SMTP_LENGTH && !partial && text.startsWith("B")) add("smtp", text, 0);
  if (text.length >= SHORTEST_TOKEN) add("token", text + (/^={0,2}/.exec(after)?.[0] ?? ""), 0);
  return hits;
}

/** 40 characters of base64; what is all of one case is a checksum or a word. */
function looksLikeSecret(text: string): boolean {
  return text.length === SECRET_LENGTH && /[a-z]/.test(text) && /[A-Z]/.test(text);
}

/** How `AKIA` and `ASIA` look inside of base64, at each of the three ways in which they can fall into its groups. */
const ENCODED_ID = new RegExp(
  ["AKIA", "ASIA", "ABIA", "ACCA"]
    .flatMap((prefix) => [0, 1, 2].map((shift) => coreOfBase64(Buffer.from(prefix), shift)))
    .join("|"),
);

/** The shortest base64 that holds a key id. */
const SHORTEST_ENCODED_ID = 27;

function mayHoldEncodedId(text: string): boolean {
  return text.length >= SHORTEST_ENCODED_ID && ENCODED_ID.test(text);
}

/** What stands in short base64, as in Kubernetes secrets. */
function decodedHits(text: string): Clue[] {
  if (text.length >= SHORTEST_BLOCK) return [];
  const mayHoldId = mayHoldEncodedId(text);
  if (!mayHoldId && !ENCODED_SECRET_LENGTHS.includes(text.length)) return [];
  const decoded = Buffer.from(text, "base64").toString("latin1");
  if (!mayHoldId) {
    const secret = decoded.trimEnd();
    return looksLikeSecret(secret) && /^[A-Za-z0-9+/]+$/.test(secret)
      ? [{ kind: "secret", text: secret, start: 0, end: 0 }]
      : [];
  }
  const runs = decoded.matchAll(new RegExp(`[A-Za-z0-9+/\\\\%]{${SHORTEST_RUN},}`, "g"));
  return [...runs].flatMap(({ 0: run, index }) => {
    const end = index + run.length;
    const context = {
      before: decoded.slice(Math.max(0, index - BESIDE), index),
      after: decoded.slice(end, end + BESIDE),
    };
    return tokensOf(run).flatMap((token) =>
      plainHits(token.text, {
        before: token.start === 0 ? context.before : "",
        after: token.end === run.length ? context.after : "",
      }),
    );
  });
}
