import type { KeyVersion } from "../machine/index.js";

/**
 * Tags of a static secret that tell whose keys it holds, and of its versions which key each holds and what it was
 * made for, since when another one is current, and which one is being written: a gateway labels no versions, so that
 * each tag names the version by its number.
 */
const TAG = /^latchkey:v(\d{1,9}):(.+)$/;
const KEY = /^(?:AKIA|ASIA)[A-Z0-9]{8,}$/;
const REPLACED = "replaced:";
const PENDING = "pending";
const PURPOSE = "for:";
const USER = "latchkey:user:";

/** The tag of a secret that holds the keys of this user and nothing else. */
export function userTag(userArn: string): string {
  return `${USER}${userArn}`;
}

/** Whether a tag says for which user's keys a secret is. */
export function isUserTag(tag: string): boolean {
  return tag.startsWith(USER);
}

/** The tags of a version that is about to be written with this key. */
export function pendingTags(version: number, keyId: string, purpose: string | null): readonly string[] {
  const told = purpose === null ? [] : [tag(version, `${PURPOSE}${purpose}`)];
  return [tag(version, keyId), ...told, pendingTag(version)];
}

export function pendingTag(version: number): string {
  return tag(version, PENDING);
}

/** The tag of a version that is not current since then. */
export function replacedTag(version: number, at: Date): string {
  return tag(version, `${REPLACED}${at.toISOString()}`);
}

/** The tags that tell since when another version than this one is current. */
export function replacedTags(version: number, tags: readonly string[]): readonly string[] {
  return tags.filter((one) => one.startsWith(tag(version, REPLACED)));
}

/** The tags that are about this version. */
export function versionTags(version: number, tags: readonly string[]): readonly string[] {
  return tags.filter((one) => Number(TAG.exec(one)?.[1]) === version);
}

/** The versions of a secret as its tags tell them; one that is announced and was never written is none. */
export function versionsIn(tags: readonly string[], last: number): readonly KeyVersion[] {
  const numbers = new Set([last, ...tags.flatMap((one) => numberIn(one) ?? [])]);
  return [...numbers]
    .filter((version) => version <= last)
    .sort((one, other) => one - other)
    .map((version) => {
      const told = versionTags(version, tags).map((one) => TAG.exec(one)?.[2] ?? "");
      const replaced = told.find((text) => text.startsWith(REPLACED))?.slice(REPLACED.length);
      const at = new Date(replaced ?? Number.NaN);
      return {
        id: String(version),
        keyId: told.find((text) => KEY.test(text)) ?? null,
        current: version === last,
        pending: told.includes(PENDING),
        purpose: told.find((text) => text.startsWith(PURPOSE))?.slice(PURPOSE.length) ?? null,
        replacedAt: Number.isNaN(at.getTime()) ? null : at,
      };
    });
}

function tag(version: number, text: string): string {
  return `latchkey:v${version}:${text}`;
}

function numberIn(text: string): number | undefined {
  const [, number] = TAG.exec(text) ?? [];
  return number === undefined ? undefined : Number(number);
}
