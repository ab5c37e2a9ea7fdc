import { type AccessKey, discard, namesOf } from "../../seed/index.js";
import { seedWorld } from "../../wiring/index.js";
import { ownToDelete, whose } from "../own-object.js";
import { seedSubject } from "../seed-subject.js";
import { refuseWhileInUse } from "./in-use.js";
import type { Read } from "./operations.js";
import { own } from "./record.js";

/** Removes a target and, where it was seeded, the keys of its user. */
export async function deleteTarget(context: Read): Promise<void> {
  const { state, client, signal, log, warn } = context;
  const target = own(state, client);
  if (state.seed_user_arn === null) {
    const found = await ownToDelete(target, context);
    if (!found) return;
    refuseWhileInUse(found);
    return client.gateway.targets.remove(found.name, { signal });
  }
  const answer = await whose(target, context);
  if (answer.is === "ours") refuseWhileInUse(answer.found);
  // Renamed by a run that was killed before it could tell: its number is the proof that both names are its own.
  const name = answer.is === "ours" ? answer.found.name : state.name;
  const subject = seedSubject(state.seed_user_arn, name, state.name);
  const owned = answer.is !== "another's" && (state.target_id !== null || state.gateway_record === "present");
  const deleted: AccessKey[] = [];
  const job = { subject, owned, deleted: (key: AccessKey) => deleted.push(key) };
  const { targetLeft } = await discard(seedWorld(client, signal, log), job);
  // One key goes with every target. More than that may have been made by somebody who did not mean them to go.
  if (deleted.length > 1) {
    warn(
      "Several access keys deleted with a target",
      `IAM user ${subject.user.name} is dedicated to target ${subject.target}, and all its keys went with it: ${namesOf(deleted)}.`,
    );
  }
  if (targetLeft) {
    log.log("warn", "a target of this name was left alone: it was never this configuration's", {
      name: subject.target,
    });
  }
}
