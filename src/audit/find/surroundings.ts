import { blocksBetween, staysOpen } from "./blocks.js";

/** How far back the name of a member is looked for, in bytes. */
const NAME_REACH = 256;
/** How far back its object's name is, where the member is only called `value`. */
const OWNER_REACH = 2048;
/** How far back the resource is named. */
const ADDRESS_REACH = 64 * 1024;
/** How far to both sides the user of a key may be named. */
export const USER_REACH = 4 * 1024;

/**
 * `name: "`, `name = "`, `"name": ["` and the like, right before a value; not the last part of something that goes on
 * before it with a sign of base64 or an escape, which may be a secret.
 */
const NAME = /(?:^|[^\w.+/\\%-])([A-Za-z_][\w.-]{0,99})"?\s*(?:=>|[=:])\s*(?:\[\s*)?["']?$/;
/** `"name": {`, whose members so far are plain. */
const OWNER = /"([A-Za-z_][\w.-]{0,99})"\s*:\s*\{[^{}]*$/;
/** Names of members that say nothing: those of outputs, of changes and of a plan's configuration. */
const MEANINGLESS = new Set([
  "value",
  "before",
  "after",
  "constant_value",
  "default",
  "attributes",
  "values",
]);

/** The name under which the value at `at` stands; undefined where there is none, or none that may be shown. */
export function attributeBefore(bytes: Buffer, at: number): string | undefined {
  const name = NAME.exec(unescaped(bytes.toString("latin1", Math.max(0, at - NAME_REACH), at)))?.[1];
  if (name === undefined || holdsKeyMaterial(name)) return undefined;
  if (!MEANINGLESS.has(name)) return name;
  const owner = OWNER.exec(unescaped(bytes.toString("latin1", Math.max(0, at - OWNER_REACH), at)))?.[1];
  return owner === undefined || holdsKeyMaterial(owner) || MEANINGLESS.has(owner) ? name : owner;
}

const TELLING_NAME = /secret|pass|key|cred|token|private|smtp/i;

/** Whether what stands under this name may be a secret: for all that the name says, or because it says nothing. */
export function mayNameSecret(attribute: string | undefined): boolean {
  return attribute === undefined || MEANINGLESS.has(attribute) || TELLING_NAME.test(attribute);
}

/** A key id or something as long as a secret: maps from one to the other exist. */
function holdsKeyMaterial(name: string): boolean {
  return /A[KS]IA[A-Z0-9]{16}|[A-Za-z0-9+/]{40}/.test(name);
}

/** Line breaks and quotes of JSON inside of JSON as themselves. */
function unescaped(text: string): string {
  return text.replace(/\\+([bfnrt])|\\+(?=["'])/g, (_, space) => (space === undefined ? "" : " "));
}

/** How `terraform show -json` begins a resource or a change of one. */
const SHOWN =
  /^"address"\s*:\s*"((?:[^"\\]|\\.)*)"\s*,\s*(?:"(?:previous|module)_address"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*)*"mode"/;
/** How a state goes on after module and mode. */
const STORED = /^"type"\s*:\s*"([\w-]+)"\s*,\s*"name"\s*:\s*"([^"\\]+)"/;
const BEFORE_TYPE =
  /(?:"module"\s*:\s*"(?<module>[^"\\]*)"\s*,\s*)?"mode"\s*:\s*"(?<mode>managed|data)"\s*,\s*$/;
/** More blocks than this are not searched for the one that names the resource. */
const MOST_BLOCKS = 200;

/** The address of the resource to which the value at `at` belongs, in a state or in what `terraform show -json` says. */
export function addressBefore(bytes: Buffer, at: number): string | undefined {
  const address = wholeAddressBefore(bytes, at);
  return address && holdsKeyMaterial(address) ? address.replace(/\["[^"]*"\]/g, '["…"]') : address;
}

function wholeAddressBefore(bytes: Buffer, at: number): string | undefined {
  const text = bytes.toString("latin1", Math.max(0, at - ADDRESS_REACH), at);
  const shown = lastOpen(text, '"address"', SHOWN);
  if (shown !== undefined) return utf8((shown.match[1] ?? "").replace(/\\(.)/g, "$1"));
  const stored = lastOpen(text, '"type"', STORED);
  if (stored === undefined) return undefined;
  const [, type, name] = stored.match;
  const { module, mode } = BEFORE_TYPE.exec(text.slice(0, stored.index))?.groups ?? {};
  const parts = [module, mode === "data" && "data", type, name].filter((part) => typeof part === "string");
  return utf8(parts.join("."));
}

function lastOpen(text: string, word: string, shape: RegExp) {
  let index = text.length;
  for (let tries = 0; tries < MOST_BLOCKS && index > 0; tries++) {
    index = text.lastIndexOf(word, index - 1);
    if (index === -1) return undefined;
    const match = staysOpen(text, index) ? shape.exec(text.slice(index, index + 1024)) : null;
    if (match !== null) return { index, match };
  }
  return undefined;
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}

const USER = /\\*"user(?:_?name)?\\*"\s*:\s*\\*"([\w+=,.@-]{1,64})\\*"/gi;

/** The IAM user that is named in the same block as the key id at `[start, end)`. */
export function userBeside(bytes: Buffer, start: number, end: number, fill: number): string | undefined {
  const from = Math.max(0, start - USER_REACH);
  const text = bytes.toString("latin1", from, Math.min(fill, end + USER_REACH));
  for (const { 0: found, 1: user, index } of text.matchAll(USER)) {
    const at = from + index;
    const [blocks] =
      at < start ? blocksBetween(bytes, [at + found.length], start) : blocksBetween(bytes, [end], at);
    if (blocks === 0) return user;
  }
  return undefined;
}
