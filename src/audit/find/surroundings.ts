import { KEY_ID } from "./key-id.js";

/** How far back the name of a member is looked for, in bytes. */
const NAME_REACH = 256;
/** How far back its object's name is, where the member is only called `value`. */
const OWNER_REACH = 2048;

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

const KEY_MATERIAL = new RegExp(`${KEY_ID}|[A-Za-z0-9+/]{40}`);

/** A key id or something as long as a secret: maps from one to the other exist. */
export function holdsKeyMaterial(name: string): boolean {
  return KEY_MATERIAL.test(name);
}

/** Line breaks and quotes of JSON inside of JSON as themselves. */
function unescaped(text: string): string {
  return text.replace(/\\+([bfnrt])|\\+(?=["'])/g, (_, space) => (space === undefined ? "" : " "));
}
