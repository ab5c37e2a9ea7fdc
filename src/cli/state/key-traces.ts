import { createHash } from "node:crypto";
import { stringify } from "lossless-json";
import { SecretSearch } from "../../disguise/secret-search.js";
import type { StateInstance } from "./state-file.js";

/** Shorter texts would be found everywhere. */
const SHORTEST = 8;
const HASHES = ["md5", "sha1", "sha256", "sha512"] as const;

/** What of a key may stand elsewhere. */
export interface KeyTexts {
  readonly keyId: string;
  /** Its secret, and whatever else opens something: the password for mail, what was encrypted for a person. */
  readonly secrets: readonly string[];
}

/** What of which key was found in a value. */
export interface Traces {
  /** Ids of keys whose id stands there. */
  readonly ids: ReadonlySet<string>;
  /** Ids of keys of which a secret, or a hash of one, stands there. */
  readonly secrets: ReadonlySet<string>;
}

/** Finds keys in values of a state, whatever their spelling: escaped, in base64, compressed, in hexadecimal, hashed. */
export function traceFinder(keys: readonly KeyTexts[]): (value: unknown) => Traces {
  const search = new SecretSearch(
    keys.flatMap(({ keyId, secrets }) => [
      ...spelled(`id ${keyId}`, keyId),
      ...secrets.flatMap((secret) => spelled(`secret ${keyId}`, secret)),
    ]),
  );
  return (value) => {
    const text = stringify(value) ?? "";
    const found = search.find(Buffer.from(text, "utf8")).map(({ label }) => label.split(" "));
    const of = (kind: string) => found.flatMap(([what, id = ""]) => (what === kind ? [id] : []));
    const plain = keys.map(({ keyId }) => keyId).filter((id) => text.includes(id));
    return { ids: new Set([...plain, ...of("id")]), secrets: new Set(of("secret")) };
  };
}

/** The texts that stand for one, with its hashes as Terraform's functions write them. */
function spelled(label: string, text: string) {
  if (text.length < SHORTEST) return [];
  const hashes = HASHES.flatMap((hash) =>
    (["hex", "base64"] as const).map((encoding) => createHash(hash).update(text).digest(encoding)),
  );
  return [text, ...hashes].map((secret) => ({ label, secret }));
}

/**
 * Why a resource may have been made of something that only its dependencies tell of, where nothing of it can be
 * recognized; undefined where nothing speaks for it. Terraform lists dependencies of dependencies, too, so that these
 * alone do not tell a resource that uses a key from one that waits for what does.
 */
export function opaqueUse({ type, attributes, sensitive }: StateInstance): string | undefined {
  if (CARRIERS.includes(type)) return "can run something with it";
  if (sensitive.some((path) => isThere(attributes, path))) return "holds something secret";
  for (const [name, value] of Object.entries(attributes)) {
    const written = /_wo_version$/.test(name) ? value !== null : /^has_.*_wo$/.test(name) && value === true;
    if (written) return "was given something that no state shows";
  }
  return holdsHash(attributes) ? "holds something that can be a hash of it" : undefined;
}

/** They exist to run something, or to carry a value. */
const CARRIERS = ["terraform_data", "null_resource"];

/** Longer than what comes about otherwise: 32 or more hexadecimal digits, or a hash in base64. */
const HASH = /(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])|(?<![\w+/=])[\w+/]{22,88}={1,2}(?![\w+/=])/i;

function holdsHash(value: unknown): boolean {
  if (typeof value === "string") return HASH.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsHash);
}

/** Whether there is a value at a place; a place that is not understood has one. */
function isThere(attributes: unknown, path: readonly (string | undefined)[]): boolean {
  let value = attributes;
  for (const step of path) {
    if (step === undefined || typeof value !== "object" || value === null) break;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value !== undefined && value !== null && value !== "";
}
