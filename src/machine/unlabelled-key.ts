import type { AccessKey } from "../seed/index.js";
import type { Aim } from "./aim.js";
import { type MachineFacts, versionsOf } from "./machine-facts.js";

/**
 * The key that is to be replaced, where the secret in which its readers found it is gone, and with it what told of the
 * key: the caller knows it. Not where readers get a version of another writer's: it may hold that very key.
 */
export function unlabelled(aim: Aim, facts: MachineFacts): readonly AccessKey[] {
  const versions = versionsOf(facts);
  if (aim.kind !== "fresh" || versions.some(({ keyId }) => keyId === aim.known)) return [];
  const isReplaced = versions.every(({ current, keyId }) => !current || keyId !== null);
  return isReplaced ? facts.keys.filter(({ id }) => id === aim.known) : [];
}
