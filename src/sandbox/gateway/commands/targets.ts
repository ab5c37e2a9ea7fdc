import type { Command, CommandCall } from "../command.js";
import { targetLock } from "../locks.js";
import { newest, type StoredTarget, type Version } from "../records/target.js";
import { GatewayRefusal } from "../refusal.js";
import {
  associatedItems,
  awsDetailsReply,
  keptDetailsReply,
  targetReply,
  targetType,
} from "../wire/target.js";
import { tokenPage } from "./page.js";
import { maxVersionsOf, TARGET_RULE } from "./target-fields.js";

/** Changes everything about a target but what it holds. */
const update: Command = {
  names: ["update-target"],
  write: true,
  run(call) {
    const target = call.target("update");
    call.rename("targets", TARGET_RULE, target);
    target.description = call.fields.description("description", "new-comment") ?? target.description;
    target.maxVersions = maxVersionsOf(call, target.maxVersions);
    target.modifiedAt = call.now();
    return { updated: true };
  },
};

const get: Command = {
  names: ["target-get", "get-target"],
  write: false,
  run: (call) => targetReply(call, call.target("read"), call.fields.flag("show-versions")),
};

/** What a target holds at the version that a request asks for; the newest, unless it names one. */
function detailsAt<D>({ fields }: CommandCall, { name }: StoredTarget, versions: readonly Version<D>[]): D {
  const wanted = fields.count("target-version") ?? newest(versions).version;
  const version = versions.find((candidate) => candidate.version === wanted);
  if (!version) throw new GatewayRefusal(404, `target ${name} has no version ${wanted}`);
  return version.details;
}

const getDetails: Command = {
  names: ["target-get-details", "get-target-details"],
  write: false,
  run(call) {
    const target = call.target("read");
    return {
      target: targetReply(call, target, call.fields.flag("show-versions")),
      value:
        target.kind === "aws"
          ? awsDetailsReply(detailsAt(call, target, target.versions))
          : keptDetailsReply(target.of, detailsAt(call, target, target.versions)),
    };
  },
};

/** Deletes a target; items that use it stand in the way unless the deletion is forced, and lose it then. */
function drop(call: CommandCall, target: StoredTarget, force: boolean): void {
  call.world.access.require(call.caller, "delete", TARGET_RULE, target.name);
  if (target.deleteProtection)
    throw new GatewayRefusal(400, `target ${target.name} is protected from deletion`);
  const items = associatedItems(call.world, target);
  if (items.length > 0 && !force) {
    const names = items.map((item) => item.name).join(", ");
    throw new GatewayRefusal(
      409,
      `failed to delete target: target ${target.name} is associated with items: ${names}`,
    );
  }
  for (const item of items) if ("targetId" in item) item.targetId = null;
  call.world.store.targets.remove(target);
}

const remove: Command = {
  names: ["target-delete", "delete-target"],
  write: true,
  run(call) {
    const target = call.target("delete");
    return call.world.locks.run(targetLock(target.id), async () => {
      drop(call, target, call.fields.flag("force-deletion") ?? false);
      return {};
    });
  },
};

const removeAll: Command = {
  names: ["delete-targets"],
  write: true,
  about: "path",
  async run(call) {
    const folder = `${call.fields.path("path")}/`;
    for (const target of call.world.store.targets.all().filter(({ name }) => name.startsWith(folder))) {
      await call.world.locks.run(targetLock(target.id), async () => {
        drop(call, target, call.fields.flag("force-deletion") ?? false);
      });
    }
    return {};
  },
};

const list: Command = {
  names: ["target-list", "list-targets"],
  write: false,
  run(call) {
    const filter = call.fields.text("filter") ?? "";
    const types = call.fields.list("type");
    const targets = call.world.store.targets
      .all()
      .filter(
        (target) =>
          target.name.includes(filter) && (types.length === 0 || types.includes(targetType(target))),
      )
      .filter((target) => call.world.access.allows(call.caller, "list", TARGET_RULE, target.name));
    const { entries, nextPage } = tokenPage(call.fields, targets);
    return { targets: entries.map((target) => targetReply(call, target)), next_page: nextPage };
  },
};

export const targetCommands = [update, get, getDetails, remove, removeAll, list];
