import type { AccessKey, RefuseStep, SeedSubject } from "../seed/index.js";
import { deletionCommands } from "../seed/key-words.js";
import { refuse } from "../seed/step.js";
import { isStaged, type MachineFacts, supersededIn, versionsOf } from "./machine-facts.js";
import { judged, slotInWords } from "./superseded.js";

/** So many keys AWS allows a user: a fresh one needs room beside the one that readers get. */
const SLOTS = 2;
const FULL = "AWS allows a user two keys, and both are taken";

/**
 * The key that makes room for the fresh one: the one that readers get, where it is turned off. Nothing works with it,
 * while programs may work with the one that it had replaced.
 */
export function keyMakingRoom(facts: MachineFacts): AccessKey | undefined {
  if (facts.keys.length < SLOTS) return undefined;
  const current = versionsOf(facts).find((version) => version.current);
  return facts.keys.find(({ id, status }) => id === current?.keyId && status !== "Active");
}

/** Why there is no room for a fresh key; undefined where there is. */
export function slotsTaken(
  { subject, graceMs }: { readonly subject: SeedSubject; readonly graceMs: number },
  facts: MachineFacts,
): RefuseStep | undefined {
  const { keys, now } = facts;
  if (keys.length < SLOTS) return undefined;
  if (!versionsOf(facts).some(({ current, keyId }) => current && keyId !== null)) {
    const seen = `${FULL}; no label tells which key the current version holds, so that none of them is ended`;
    return { ...refuse("MACHINE_KEY_STILL_NEEDED", seen, keys), advice: judgingAdvice(subject, facts) };
  }
  const reasons = supersededIn(facts).map((one) => slotInWords(one, judged(one, graceMs, now)));
  const seen = [FULL, reasons.join("; ")].filter(Boolean).join(": ");
  return refuse("MACHINE_KEY_STILL_NEEDED", seen, keys);
}

/** Another writer's version may hold any of the keys: a person has to say which one nothing works with. */
function judgingAdvice({ user, target }: SeedSubject, facts: MachineFacts): string {
  const deletions = facts.keys.map((key) => deletionCommands(user, [key])).join(" or ");
  const byHand = `No wait ends one of them. Delete the one with which nothing works, and try again: ${deletions}`;
  const from = versionsOf(facts).find(({ current }) => current);
  // The one that another writer has replaced: no run has noted it.
  const to = supersededIn(facts).find(({ version }) => version.replacedAt === null)?.version;
  if (!isStaged(facts) || !from || !to) return byHand;
  const move = `--version-stage AWSCURRENT --move-to-version-id ${to.id} --remove-from-version-id ${from.id}`;
  return `${byHand}\nOr have readers get again what they got before: aws secretsmanager update-secret-version-stage --secret-id ${target} ${move}`;
}
