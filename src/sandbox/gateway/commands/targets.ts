import type { Command, CommandCall } from "../command.js";
import { targetLock } from "../locks.js";
import { randomText } from "../random-text.js";
import { type AwsTargetDetails, newest, type StoredTarget, withVersion } from "../records/target.js";
import { GatewayRefusal, invalidRequest, missing } from "../refusal.js";
import { associatedItems, awsDetailsReply, targetReply } from "../wire/target.js";
import { tokenPage } from "./page.js";

/** Versions that are kept unless a request says otherwise. */
export const DEFAULT_MAX_VERSIONS = 20;

const TYPE = "target-rule";

/** The credentials of a request, as a whole: what is not given is not there afterwards. */
function awsDetails({ fields, world }: CommandCall, previous?: AwsTargetDetails): AwsTargetDetails {
  const useGatewayIdentity = fields.flag("use-gw-cloud-identity") ?? false;
  const accessKeyId = fields.text("access-key-id");
  const secret = fields.text("access-key");
  const sessionToken = fields.text("session-token");
  if (!useGatewayIdentity) {
    if (accessKeyId === undefined) throw missing("access-key-id");
    if (secret === undefined) throw missing("access-key");
  }
  const keys =
    accessKeyId === undefined || secret === undefined
      ? null
      : {
          accessKeyId,
          secretAccessKey: world.secrets.keep(secret),
          sessionToken: sessionToken === undefined ? null : world.secrets.keep(sessionToken),
        };
  const wantsExternalId = useGatewayIdentity && fields.flag("generate-external-id") === true;
  return {
    keys,
    region: fields.text("region") ?? "us-east-2",
    useGatewayIdentity,
    roleArn: useGatewayIdentity ? (fields.text("role-arn") ?? "") : "",
    externalId: wantsExternalId ? previous?.externalId || randomText(32) : "",
  };
}

function maxVersions({ fields }: CommandCall, otherwise: number): number {
  const max = fields.count("max-versions") ?? otherwise;
  if (max < 1) throw invalidRequest("max-versions should be at least 1");
  return max;
}

const create: Command = {
  names: ["target-create-aws"],
  write: true,
  success: 201,
  run(call) {
    const { fields, world } = call;
    const name = call.freePath("targets", TYPE);
    const details = awsDetails(call);
    const now = call.now();
    const target = world.store.targets.add({
      id: world.store.nextId(),
      name,
      description: fields.text("description") ?? fields.text("comment") ?? "",
      protectionKey: fields.text("key") ?? "",
      deleteProtection: fields.flag("delete_protection") ?? false,
      maxVersions: maxVersions(call, DEFAULT_MAX_VERSIONS),
      versions: [{ version: 1, details, createdAt: now, accessId: call.caller.accessId }],
      createdAt: now,
      modifiedAt: now,
    });
    return { target_id: target.id };
  },
};

const updateAws: Command = {
  names: ["target-update-aws"],
  write: true,
  success: 201,
  run(call) {
    const target = call.target("update");
    return call.world.locks.run(targetLock(target.id), async () => {
      const { fields } = call;
      const last = newest(target.versions);
      const details = awsDetails(call, last.details);
      call.rename("targets", TYPE, target);
      target.description = fields.description("description", "comment") ?? target.description;
      target.protectionKey = fields.text("key") ?? target.protectionKey;
      target.deleteProtection = fields.flag("delete_protection") ?? target.deleteProtection;
      target.maxVersions = maxVersions(call, target.maxVersions);
      target.modifiedAt = call.now();
      const next = {
        version: last.version + 1,
        details,
        createdAt: target.modifiedAt,
        accessId: call.caller.accessId,
      };
      const keepPrevious = fields.flag("keep-prev-version") ?? true;
      target.versions = withVersion(target.versions, next, keepPrevious, target.maxVersions);
      return { target_id: target.id };
    });
  },
};

/** Changes everything about a target but what it holds. */
const update: Command = {
  names: ["update-target"],
  write: true,
  run(call) {
    const target = call.target("update");
    call.rename("targets", TYPE, target);
    target.description = call.fields.description("description", "new-comment") ?? target.description;
    target.maxVersions = maxVersions(call, target.maxVersions);
    target.modifiedAt = call.now();
    return { updated: true };
  },
};

const get: Command = {
  names: ["target-get", "get-target"],
  write: false,
  run: (call) => targetReply(call, call.target("read"), call.fields.flag("show-versions")),
};

const getDetails: Command = {
  names: ["target-get-details", "get-target-details"],
  write: false,
  run(call) {
    const target = call.target("read");
    const wanted = call.fields.count("target-version") ?? newest(target.versions).version;
    const version = target.versions.find((candidate) => candidate.version === wanted);
    if (!version) throw new GatewayRefusal(404, `target ${target.name} has no version ${wanted}`);
    return {
      target: targetReply(call, target, call.fields.flag("show-versions")),
      value: awsDetailsReply(version.details),
    };
  },
};

/** Deletes a target; items that use it stand in the way unless the deletion is forced, and lose it then. */
function drop(call: CommandCall, target: StoredTarget, force: boolean): void {
  call.world.access.require(call.caller, "delete", TYPE, target.name);
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
      .filter((target) => target.name.includes(filter) && (types.length === 0 || types.includes("aws")))
      .filter((target) => call.world.access.allows(call.caller, "list", TYPE, target.name));
    const { entries, nextPage } = tokenPage(call.fields, targets);
    return { targets: entries.map((target) => targetReply(call, target)), next_page: nextPage };
  },
};

/** The older names differ in the status of success only. */
const older: readonly Command[] = [
  { ...create, names: ["create-aws-target"], success: 200 },
  { ...updateAws, names: ["update-aws-target"], success: 200 },
];

export const targetCommands = [...older, create, updateAws, update, get, getDetails, remove, removeAll, list];
