import type { CommandCall } from "../command.js";
import type { KeptObject } from "../records/kept-object.js";
import { GatewayRefusal, invalidRequest } from "../refusal.js";
import { commas, flagField, type KindField, listsByName, textField } from "./field.js";
import { textIn, toldSettings } from "./settings.js";

/** A kind of object that the gateway only keeps and tells. */
export interface ObjectKind {
  /** The word that messages use for it. */
  readonly noun: string;
  readonly shelf: "groups" | "folders" | "allowedAccess";
  readonly commands: Readonly<Record<"create" | "update" | "get" | "delete", string>> & { list?: string };
  /** Status of a successful create and update. Default: 200. */
  readonly success?: number;
  readonly fields: readonly KindField[];
  /** Whether rules for items say who may; only administrators may otherwise, which is a guess of this sandbox's. */
  readonly byItemRules?: true;
  /** Names of these are paths, told with a leading slash; those of others are told as they were given. */
  readonly isPath?: true;
  check?(call: CommandCall): void;
  /** The object as it is told. */
  reply(call: CommandCall, object: KeptObject): Record<string, unknown>;
  /** What each command answers. Default: what `reply` says. */
  created?(object: KeptObject): unknown;
  updated?(object: KeptObject): unknown;
  got?(reply: Record<string, unknown>): unknown;
  deleted(object: KeptObject): unknown;
}

interface Assignment {
  readonly access_id?: string;
  readonly sub_claims?: Readonly<Record<string, readonly string[]>>;
}

/** The members of a group, given as JSON: access ids, and claims that a login must have proved. */
function assignments(json: string): readonly Assignment[] {
  if (json === "") return [];
  try {
    const parsed: unknown = JSON.parse(json);
    if (Array.isArray(parsed)) return parsed as Assignment[];
  } catch {
    // told below
  }
  throw invalidRequest("user-assignment should be a JSON list");
}

const group: ObjectKind = {
  noun: "group",
  shelf: "groups",
  commands: {
    create: "create-group",
    update: "update-group",
    get: "get-group",
    delete: "delete-group",
    list: "list-group",
  },
  isPath: true,
  fields: [textField("group-alias", "group_alias", { needed: true }), textField("user-assignment", null)],
  check({ fields }) {
    if (/[/.*]/.test(fields.required("group-alias")))
      throw invalidRequest("group-alias should not contain / . or *");
    assignments(fields.text("user-assignment") ?? "");
  },
  reply(call, object) {
    const methods = call.world.store.authMethods.all();
    return {
      account_id: call.world.accountId,
      group_id: groupId(object),
      group_name: object.name,
      description: object.description,
      ...toldSettings(this.fields, object.settings, "told"),
      is_subclaims_with_operator: false,
      user_assignments: assignments(textIn(object.settings, "user-assignment")).map((assignment) => ({
        access_type: methods.find(({ accessId }) => accessId === assignment.access_id)?.kind.type ?? "",
        ...assignment,
      })),
      creation_date: object.createdAt.toISOString(),
      modification_date: object.modifiedAt.toISOString(),
    };
  },
  created: (object) => ({
    id: groupId(object),
    name: object.name,
    group_alias: textIn(object.settings, "group-alias"),
  }),
  updated: (object) => ({ id: groupId(object), name: object.name, group_name: object.name }),
  deleted: (object) => ({ name: object.name }),
};

const groupId = (object: KeptObject): string => `gr-${object.id}`;

const folder: ObjectKind = {
  noun: "folder",
  shelf: "folders",
  commands: {
    create: "folder-create",
    update: "folder-update",
    get: "folder-get",
    delete: "folder-delete",
  },
  success: 201,
  isPath: true,
  byItemRules: true,
  fields: [textField("type", null), textField("accessibility", null)],
  reply: (_, object) => ({
    folder_id: object.id,
    folder_name: object.name,
    metadata: object.description,
    tags: object.tags,
    delete_protection: object.deleteProtection,
    accessibility: 0,
    creation_date: object.createdAt.toISOString(),
    modification_date: object.modifiedAt.toISOString(),
  }),
  created: (object) => ({ folder_id: object.id }),
  updated: () => ({}),
  got: (reply) => ({ folder: reply }),
  deleted: () => ({}),
};

const allowedAccess: ObjectKind = {
  noun: "allowed access",
  shelf: "allowedAccess",
  commands: {
    create: "gateway-create-allowed-access",
    update: "gateway-update-allowed-access",
    get: "gateway-get-allowed-access",
    delete: "gateway-delete-allowed-access",
  },
  fields: [
    textField("access-id", "access_id", { needed: true }),
    commas("permissions", "permissions"),
    listsByName("sub-claims", "sub_claims"),
    {
      ...flagField("case-sensitive", "sub_claims_case_insensitive"),
      // One command, two fields for the same: the newer one says the opposite of the older.
      read: (fields, wire) =>
        fields.flag("SubClaimsCaseInsensitive") || fields.flag(wire) === false || undefined,
    },
  ],
  check({ fields, world }) {
    const accessId = fields.required("access-id");
    if (!world.store.authMethods.all().some((method) => method.accessId === accessId)) {
      throw new GatewayRefusal(400, `no auth method has the access id ${accessId}`);
    }
  },
  reply(call, object) {
    const accessId = textIn(object.settings, "access-id");
    const method = call.world.store.authMethods.all().find((candidate) => candidate.accessId === accessId);
    return {
      id: object.id,
      name: object.name,
      description: object.description,
      ...toldSettings(this.fields, object.settings, "told"),
      access_type: method?.kind.type ?? "",
      cluster_id: 1,
      editable: true,
      is_valid: method !== undefined,
      error: method ? "" : "the auth method does not exist any more",
      created_at: object.createdAt.toISOString(),
      updated_at: object.modifiedAt.toISOString(),
    };
  },
  deleted: (object) => ({ allowed_access_name: object.name }),
};

/** Every kind of object that the gateway only keeps and tells. */
export const OBJECT_KINDS: readonly ObjectKind[] = [group, folder, allowedAccess];
