import { isRecord } from "../domain/is-record.js";
import type { KeyFields } from "../domain/key-fields.js";
import { masked } from "../domain/masked.js";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import type { Gateway, StaticSecretRecord } from "../gateway/index.js";
import type { KeyVault, VaultFact } from "../machine/index.js";
import type { KeyPair, Outcome } from "../seed/index.js";
import {
  isUserTag,
  pendingTag,
  pendingTags,
  replacedTag,
  replacedTags,
  userTag,
  versionsIn,
  versionTags,
} from "./key-tags.js";
import { LOST, outcomeUnless } from "./unclear-outcome.js";

/** A static secret that holds the key of a machine user. */
export interface StaticSecretPlace {
  /** With its leading slash. */
  readonly path: string;
  /** ARN of the user. */
  readonly user: string;
  readonly fields: KeyFields;
  /** Of the caller, as the gateway names it in a version that the caller has written; null where that is not known. */
  readonly accessId: string | null;
}

/** What is there, and not for the keys of the user. */
type Foreign = Required<Pick<Extract<VaultFact, { kind: "secret" }>, "foreign" | "isOfAnotherUser">>;

/** The format in which the gateway shows the two fields as a table; readers get JSON. */
const FORMAT = "key-value";

/**
 * A static secret as the life of a machine key sees it. The secret is made with the first key, and bears a tag that names
 * the user; what bears none is not ours. The gateway gives each version to readers at once. So a version is announced by
 * its tags before it is written, and is written over the version that was looked at, and over no other one.
 */
export function staticSecretVault(
  { staticSecrets, secretValues, items }: Pick<Gateway, "staticSecrets" | "secretValues" | "items">,
  { path, user, fields, accessId }: StaticSecretPlace,
  signal: AbortSignal,
): KeyVault & { remove(): Promise<void> } {
  const options = { signal };
  /** The newest version at the last look. */
  let seen = 0;

  async function look(): Promise<StaticSecretRecord | Foreign | undefined> {
    try {
      const found = await staticSecrets.find(path, options);
      if (!found || found.tags.includes(userTag(user))) return found;
      const foreign = `${path} is there already, and no tag says that it is for the keys of ${user}`;
      return { foreign, isOfAnotherUser: found.tags.some(isUserTag) };
    } catch (error) {
      if (!Fault.is(error, "GATEWAY_OBJECT_KIND")) throw error;
      return { foreign: `${path} is there already: ${error.details.seen}`, isOfAnotherUser: false };
    }
  }

  async function tagsNow(): Promise<readonly string[]> {
    const found = await look();
    return found && !("foreign" in found) ? found.tags : [];
  }

  async function retag(add: readonly string[], remove: readonly string[]): Promise<void> {
    if (add.length + remove.length > 0) await items.changeTags(path, { add, remove }, options);
  }

  async function create(pair: KeyPair, purpose: string | null): Promise<Outcome> {
    const tags = [userTag(user), ...pendingTags(1, pair.id, purpose)];
    const shape = { name: path, format: FORMAT, description: null, tags };
    return outcomeUnless(staticSecrets.create(shape, jsonOf(pair, fields), options), LOST);
  }

  async function replace(version: number, pair: KeyPair, purpose: string | null): Promise<Outcome> {
    const announced = pendingTags(version, pair.id, purpose);
    const stale = versionTags(version, await tagsNow()).filter((tag) => !announced.includes(tag));
    await retag(announced, stale);
    const change = { format: FORMAT, value: jsonOf(pair, fields), over: version - 1, keepsPrevious: true };
    try {
      return await outcomeUnless(staticSecrets.replaceValue(path, change, options), LOST);
    } catch (error) {
      // How a gateway words it that another version is there is not known: what is there tells.
      if (!Fault.is(error, "GATEWAY_REFUSED")) throw error;
      const now = (await staticSecrets.find(path, options))?.lastVersion ?? version - 1;
      throw now === version - 1 ? error : overtaken(path, pair.id, now);
    }
  }

  return {
    async facts(): Promise<VaultFact> {
      const found = await look();
      if (!found) {
        seen = 0;
        return { kind: "absent", isMade: true };
      }
      const common = { kind: "secret", rotates: false, staged: false } as const;
      if ("foreign" in found) return { ...common, versions: [], ...found };
      seen = found.lastVersion ?? 1;
      return { ...common, versions: versionsIn(found.tags, seen) };
    },

    versionFor: () => String(seen + 1),
    put: (version, pair, purpose) =>
      version === "1" ? create(pair, purpose) : replace(Number(version), pair, purpose),

    async read(version) {
      const asked = { version: Number(version), afresh: true };
      try {
        const value = await secretValues.ofStatic(path, asked, options);
        return keyIn(value, fields) ?? { unreadable: `it has no ${fields.keyId} and ${fields.secret}` };
      } catch (error) {
        if (Fault.is(error, "GATEWAY_OBJECT_MISSING")) return { unreadable: error.details.seen };
        if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
        return { unreadable: `the caller may not read it: ${error.details.seen}` };
      }
    },

    async recognizes(version, keyId) {
      const asked = { version: Number(version), afresh: true };
      try {
        return keyIn(await secretValues.ofStatic(path, asked, options), fields)?.id === keyId;
      } catch (error) {
        if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
        // Who has written it is told to those who may not read it, too.
        const newest = await staticSecrets.newest(path, options);
        if (newest?.version !== Number(version)) return false;
        // Where neither is known it counts as ours: otherwise the key that readers may have would be taken back.
        return newest.accessId === null || accessId === null || newest.accessId === accessId;
      }
    },

    promote: (version) => retag([], [pendingTag(Number(version))]),
    note: (version, replacedAt) => retag([replacedTag(Number(version), replacedAt)], []),
    unnote: async (version) => retag([], replacedTags(Number(version), await tagsNow())),
    forget: async (version) => retag([], versionTags(Number(version), await tagsNow())),

    async remove() {
      const found = await look();
      if (found && !("foreign" in found)) await staticSecrets.remove(path, options);
    },
  };
}

function jsonOf({ id, secret }: KeyPair, fields: KeyFields): SecretText {
  return new SecretText(JSON.stringify({ [fields.keyId]: id, [fields.secret]: secret.reveal() }));
}

function keyIn(value: SecretText, fields: KeyFields): KeyPair | undefined {
  let held: unknown;
  try {
    held = JSON.parse(value.reveal());
  } catch {
    return undefined;
  }
  if (!isRecord(held)) return undefined;
  const { [fields.keyId]: id, [fields.secret]: secret } = held;
  if (typeof id !== "string" || typeof secret !== "string") return undefined;
  return { id, secret: new SecretText(secret) };
}

function overtaken(path: string, keyId: string, now: number): Fault {
  return new Fault("MACHINE_VERSION_TAKEN", {
    doing: `writing access key ${masked(keyId)} to static secret ${path}`,
    seen: `another writer has written version ${now} meanwhile`,
    state: "The secret was not changed.",
    advice: "See who else writes to it, and run it again: what is there then is kept as the version before.",
  });
}
