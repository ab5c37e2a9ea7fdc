import { randomBytes } from "node:crypto";
import { isRecord } from "../domain/is-record.js";

/** A payload of the same form that opens nothing: each text in it is a word that would be known again. */
export interface Decoy {
  readonly payload: string;
  /** What stands in it for the secrets of the payload. */
  readonly words: readonly string[];
}

/** Makes one. A payload that is JSON keeps its members; a URL stays one, so that it is read and only then refused. */
export function decoyOf(payload: string): Decoy {
  const words: string[] = [];
  const word = () => {
    const made = `decoy${randomBytes(12).toString("hex")}`;
    words.push(made);
    return made;
  };
  const disguised = (value: unknown): unknown => {
    if (typeof value === "string") return URL.canParse(value) ? value : word();
    if (Array.isArray(value)) return value.map(disguised);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, disguised(inner)]));
  };
  const structure = structureOf(payload);
  return { payload: structure === undefined ? word() : JSON.stringify(disguised(structure)), words };
}

/** The texts of a payload that no client should receive: those under a name of a secret, or a payload that is one text. */
export function secretsInPayload(payload: string): readonly string[] {
  const structure = structureOf(payload);
  if (structure === undefined) return payload.length >= SHORTEST_SECRET ? [payload] : [];
  const found: string[] = [];
  const collect = (value: unknown, name: string): void => {
    if (typeof value === "string" && SECRET_NAME.test(name) && value.length >= SHORTEST_SECRET)
      found.push(value);
    if (Array.isArray(value)) for (const inner of value) collect(inner, name);
    if (isRecord(value)) for (const [own, inner] of Object.entries(value)) collect(inner, own);
  };
  collect(structure, "");
  return found;
}

const SHORTEST_SECRET = 8;
const SECRET_NAME = /pass|secret|token|pwd|credential|private|key(?!.?id)/i;

function structureOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
