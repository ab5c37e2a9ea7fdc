import type { Command, CommandCall } from "../command.js";
import { itemLock } from "../locks.js";
import type { CustomRotatedItem } from "../records/item.js";
import { newest, withVersion } from "../records/target.js";
import { invalidRequest } from "../refusal.js";
import { nextBy } from "../rotation-time.js";
import { ofKind } from "../typed-target.js";
import { newRotated, planOf, updateRotated } from "./rotated-fields.js";

/** How long the gateway waits for an answer of the webhook, unless a request says otherwise. */
const TIMEOUT_SECONDS = 40;

/**
 * What a request says of the payload, as a whole, on an update, too: one that does not give it blanks it. Whether the
 * real gateway keeps what an update leaves out is not known, and a client that relies on it finds out here.
 */
const payloadOf = ({ fields, world }: CommandCall) => world.secrets.keep(fields.text("custom-payload") ?? "");

function timeoutOf({ fields }: CommandCall, before: number): number {
  const given = fields.count("timeout-sec") ?? before;
  if (given < 1) throw invalidRequest("timeout-sec should be 1 or more");
  return given;
}

function create(call: CommandCall): { name: string } {
  const target = ofKind(call.target("read", "target-name"), "web");
  const inMinutes = call.world.customIntervals === "minutes";
  const made = newRotated(call, planOf(call), { payload: payloadOf(call) });
  const item: CustomRotatedItem = {
    ...made,
    kind: "rotated-custom",
    inMinutes,
    nextRotationAt: nextBy({ ...made, inMinutes }, made.createdAt),
    targetId: target.id,
    timeoutSeconds: timeoutOf(call, TIMEOUT_SECONDS),
  };
  call.world.store.items.add(item);
  return { name: item.name };
}

function update(call: CommandCall): Promise<{ name: string }> {
  const item = call.itemOf("update", ["rotated-custom"]);
  return call.world.locks.run(itemLock(item.id), async () => {
    const timeoutSeconds = timeoutOf(call, item.timeoutSeconds);
    updateRotated(call, item);
    item.timeoutSeconds = timeoutSeconds;
    replacePayload(call, item);
    return { name: item.name };
  });
}

function replacePayload(call: CommandCall, item: CustomRotatedItem): void {
  const payload = payloadOf(call);
  const last = newest(item.versions);
  if (payload.equals(last.keys.payload)) return;
  const next = {
    version: last.version + 1,
    keys: { payload },
    createdAt: call.now(),
    accessId: call.caller.accessId,
  };
  const keepPrevious = call.fields.flag("keep-prev-version") ?? true;
  item.versions = withVersion(item.versions, next, keepPrevious, item.maxVersions);
}

/** The rotated secret whose payload a webhook rotates. */
export const customRotatedCommands: readonly Command[] = [
  { names: ["rotated-secret-create-custom"], write: true, run: create },
  { names: ["rotated-secret-update-custom"], write: true, success: 201, run: update },
];
