import type { KeyVersion } from "../machine/index.js";

/** Labels that tell of a version which key it holds, what that was made for, and since when another one is current. */
const KEY = /^latchkey:((?:AKIA|ASIA)[A-Z0-9]{8,})$/;
const REPLACED = "latchkey:replaced:";
const PURPOSE = "latchkey:for:";

export const CURRENT_LABEL = "AWSCURRENT";
export const PENDING_LABEL = "AWSPENDING";

/** The label of a version that holds this key: it is known without reading the value. */
export function keyLabel(keyId: string): string {
  return `latchkey:${keyId}`;
}

/** The label of a version that is not current since then. */
export function replacedLabel(at: Date): string {
  return `${REPLACED}${at.toISOString()}`;
}

/** The label of a version whose key was made for this. */
export function purposeLabel(purpose: string): string {
  return `${PURPOSE}${purpose}`;
}

/** Whether a label tells something of a version's key. */
export function isOfKey(label: string): boolean {
  return KEY.test(label) || label.startsWith(REPLACED) || label.startsWith(PURPOSE);
}

/** Whether a label tells since when another version is current. */
export function isOfReplacement(label: string): boolean {
  return label.startsWith(REPLACED);
}

/** The labels in the order in which they come off: by the key's own the version is known as long as one is left. */
export function inOrderOfRemoval(labels: readonly string[]): readonly string[] {
  return [...labels.filter((label) => !KEY.test(label)), ...labels.filter((label) => KEY.test(label))];
}

/** A version as its labels tell it. */
export function versionOf(id: string, labels: readonly string[]): KeyVersion {
  const replaced = labels.find((label) => label.startsWith(REPLACED))?.slice(REPLACED.length);
  const at = new Date(replaced ?? Number.NaN);
  return {
    id,
    keyId: labels.flatMap((label) => KEY.exec(label)?.[1] ?? [])[0] ?? null,
    current: labels.includes(CURRENT_LABEL),
    pending: labels.includes(PENDING_LABEL),
    purpose: labels.find((label) => label.startsWith(PURPOSE))?.slice(PURPOSE.length) ?? null,
    replacedAt: Number.isNaN(at.getTime()) ? null : at,
  };
}
