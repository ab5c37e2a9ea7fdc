import { type AccessKey, deletionCommands, discard, namesOf, type SeedSubject } from "../../seed/index.js";
import { seedWorld } from "../../wiring/index.js";
import { keyOf, ownToDelete, whose } from "../own-object.js";
import { seedSubject } from "../seed-subject.js";
import { awaitRelease } from "./in-use.js";
import type { Read } from "./operations.js";
import { own } from "./record.js";

/** Removes a target and, where it was seeded, those keys of its user that are ours. */
export async function deleteTarget(context: Read): Promise<void> {
  const { state, client, signal, log, warn } = context;
  const target = own(state, client);
  if (state.seed_user_arn === null) {
    const found = await ownToDelete(target, context);
    if (!found) return;
    if (!(await awaitRelease(target, found, context))) return deleteTarget(context);
    return client.gateway.targets.remove(found.name, { signal });
  }
  const answer = await whose(target, context);
  if (answer.is === "ours" && client.thisProcess.hasTakenOver(keyOf(target, answer.found))) {
    // Its keys are the other resource's by now, too.
    await ownToDelete(target, context);
    return;
  }
  if (answer.is === "ours" && !(await awaitRelease(target, answer.found, context)))
    return deleteTarget(context);
  // Renamed by a run that was killed before it could tell: its number is the proof that both names are its own.
  const name = answer.is === "ours" ? answer.found.name : state.name;
  const subject = seedSubject(state.seed_user_arn, name, state.name);
  const wasSeen = state.target_id !== null || state.gateway_record === "present";
  const owned = answer.is !== "another's" && wasSeen;
  const job = { subject, owned, seedKeyId: state.seed_key_id };
  const { targetLeft, left } = await discard(seedWorld(client, signal, log), job);
  if (left.length > 0) tellLeft(subject, left, warn);
  if (targetLeft) {
    log.log("warn", "a target of this name was left alone: it was never this configuration's", {
      name: subject.target,
    });
  }
}

function tellLeft({ user, target }: SeedSubject, left: readonly AccessKey[], warn: Read["warn"]): void {
  const them = left.length === 1 ? "it" : "them";
  warn(
    "Access keys left with an IAM user",
    `IAM user ${user.name} still has ${namesOf(left)}. Nothing proves that Latchkey made ${them} for target ${target}, and nothing was done to ${them}. If nothing works with ${them}: ${deletionCommands(user, left)}`,
  );
}
