import type { Command, CommandCall } from "../command.js";
import type { KindSettings } from "../kinds/field.js";
import { type KindRotator, ROTATED_KINDS, type RotatedKind } from "../kinds/rotated-kinds.js";
import { kindSettingsOf, secretIn, textIn } from "../kinds/settings.js";
import { itemLock } from "../locks.js";
import { randomPassword } from "../random-text.js";
import type { KeptPair, KeptRotatedItem } from "../records/item.js";
import { type KeptTarget, newest, withVersion } from "../records/target.js";
import { invalidRequest, missing } from "../refusal.js";
import { pairOf } from "../rotation-kept.js";
import { ofKind } from "../typed-target.js";
import { newRotated, planOf, updateRotated } from "./rotated-fields.js";

/** Characters of a secret that the request does not give. */
const MADE_LENGTH = 16;

function rotatorOf(kind: RotatedKind, word: string): KindRotator {
  const rotator = kind.rotators[word];
  if (!rotator)
    throw invalidRequest(`rotator-type should be one of ${Object.keys(kind.rotators).join(", ")}`);
  return rotator;
}

/** What an item holds to begin with. A secret that the request does not give is made, where a name is there. */
function firstPair(
  call: CommandCall,
  kind: RotatedKind,
  word: string,
  settings: KindSettings,
  target: KeptTarget,
): KeptPair {
  const { username, password } = rotatorOf(kind, word);
  if (username === undefined) return pairOf({ of: kind }, target);
  const name = textIn(settings, username);
  if (name === "") throw missing(username);
  const given = password === undefined ? undefined : secretIn(settings, password);
  return { username: name, password: given ?? call.world.secrets.keep(randomPassword(MADE_LENGTH)) };
}

function create(call: CommandCall, kind: RotatedKind): { name: string } {
  const rotatorType = call.fields.required("rotator-type");
  rotatorOf(kind, rotatorType);
  const target = ofKind(call.target("read", "target-name"), kind.target.word);
  const settings = kindSettingsOf(kind.fields, call);
  const item: KeptRotatedItem = {
    ...newRotated(call, planOf(call), firstPair(call, kind, rotatorType, settings, target)),
    kind: "rotated-kept",
    of: kind,
    targetId: target.id,
    rotatorType,
    settings,
  };
  call.world.store.items.add(item);
  return { name: item.name };
}

function update(call: CommandCall, kind: RotatedKind): Promise<{ name: string }> {
  const item = call.itemOf("update", ["rotated-kept"]);
  if (item.of !== kind) throw invalidRequest(`item ${item.name} is of another type`);
  return call.world.locks.run(itemLock(item.id), async () => {
    const settings = { ...item.settings, ...kindSettingsOf(kind.fields, call) };
    updateRotated(call, item);
    item.settings = settings;
    replacePair(call, item);
    return { name: item.name };
  });
}

/** Takes over a name or a secret that an update brings, if it is another one. What an update leaves out stays. */
function replacePair(call: CommandCall, item: KeptRotatedItem): void {
  const { username, password } = rotatorOf(item.of, item.rotatorType);
  if (username === undefined) return;
  const last = newest(item.versions);
  const given = password !== undefined && call.fields.text(password) !== undefined;
  const next: KeptPair = {
    username: textIn(item.settings, username),
    password: (given && secretIn(item.settings, password)) || last.keys.password,
  };
  if (next.username === last.keys.username && next.password.equals(last.keys.password)) return;
  const version = {
    version: last.version + 1,
    keys: next,
    createdAt: call.now(),
    accessId: call.caller.accessId,
  };
  const keepPrevious = call.fields.flag("keep-prev-version") ?? true;
  item.versions = withVersion(item.versions, version, keepPrevious, item.maxVersions);
}

function commandsOf(kind: RotatedKind): Command[] {
  return [
    { names: [`rotated-secret-create-${kind.word}`], write: true, run: (call) => create(call, kind) },
    {
      names: [`rotated-secret-update-${kind.word}`],
      write: true,
      success: 201,
      run: (call) => update(call, kind),
    },
  ];
}

export const keptRotatedCommands: readonly Command[] = ROTATED_KINDS.flatMap(commandsOf);
