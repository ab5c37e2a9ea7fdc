import { AwsError } from "../errors.js";
import type { Input } from "../input.js";
import { parseTrustPolicy, type TrustPolicy, trustPolicyText } from "../policy/trust.js";
import type { IamRole } from "../store/entities.js";
import { readTags, tagsXml } from "../store/tags.js";
import type { XmlFields } from "../xml.js";
import { type Action, type ActionCall, everything, iamRead, iamWrite } from "./action.js";
import { boundaryXml, readBoundary } from "./boundaries.js";
import { DESCRIPTION, DOCUMENT, documentXml, sizeOf } from "./documents.js";
import { PATH, PATH_PREFIX, ROLE_NAME, roles } from "./nouns.js";
import { markerPage, PAGE } from "./page.js";
import { requestTags } from "./request-tags.js";

const TRUST_LIMIT = 2048;

/** Roles and who may assume them. */
export const roleActions: readonly Action[] = [
  iamWrite("CreateRole", {
    takes: [
      "RoleName",
      "Path",
      "AssumeRolePolicyDocument",
      "Description",
      "MaxSessionDuration",
      "PermissionsBoundary",
      "Tags",
    ],
    about: (call) => {
      const { input, account } = call;
      const path = input.optionalText("Path", PATH) ?? "/";
      return {
        arn: account.arn("role", { path, name: input.text("RoleName", ROLE_NAME) }),
        context: { "iam:PermissionsBoundary": readBoundary(call), ...requestTags(readTags(input)) },
      };
    },
    run: (call) => {
      const { input, account, now } = call;
      const role: IamRole = {
        kind: "role",
        id: account.random.uniqueId("AROA"),
        name: input.text("RoleName", ROLE_NAME),
        path: input.optionalText("Path", PATH) ?? "/",
        createdAt: now,
        tags: readTags(input),
        boundary: readBoundary(call),
        trust: readTrust(call, "AssumeRolePolicyDocument"),
        description: input.optionalText("Description", DESCRIPTION),
        maxSessionSeconds: maxSession(input) ?? 3600,
        inline: new Map(),
        attached: new Set(),
      };
      account.roles.add(role);
      return { Role: roleDetail(role, call) };
    },
  }),
  iamRead("GetRole", {
    takes: ["RoleName"],
    about: roles.about,
    run: (call) => ({ Role: { ...roleDetail(roles.find(call), call), RoleLastUsed: {} } }),
  }),
  iamRead("ListRoles", {
    takes: ["PathPrefix", ...PAGE],
    about: everything,
    run: (call) => {
      const found = call.account.roles.all(call.input.optionalText("PathPrefix", PATH_PREFIX));
      const { items, end } = markerPage(call.input, found, ({ name }) => name.toLowerCase());
      return { Roles: items.map((role) => roleXml(role, call)), ...end };
    },
  }),
  iamWrite("UpdateRole", {
    takes: ["RoleName", "Description", "MaxSessionDuration"],
    about: roles.about,
    run: (call) => {
      const role = roles.find(call);
      const seconds = maxSession(call.input);
      if (call.input.has("Description"))
        role.description = call.input.optionalText("Description", DESCRIPTION);
      if (seconds !== undefined) role.maxSessionSeconds = seconds;
      return {};
    },
  }),
  iamWrite("UpdateRoleDescription", {
    takes: ["RoleName", "Description"],
    about: roles.about,
    run: (call) => {
      const role = roles.find(call);
      role.description = call.input.text("Description", DESCRIPTION);
      return { Role: roleDetail(role, call) };
    },
  }),
  iamWrite("UpdateAssumeRolePolicy", {
    takes: ["RoleName", "PolicyDocument"],
    about: roles.about,
    run: (call) => {
      roles.find(call).trust = readTrust(call, "PolicyDocument");
    },
  }),
  iamWrite("DeleteRole", {
    takes: ["RoleName"],
    about: roles.about,
    run: (call) => {
      const role = roles.find(call);
      const conflict = (what: string) =>
        new AwsError("DeleteConflict", `Cannot delete entity, must ${what} first.`);
      if (role.attached.size > 0) throw conflict("detach all policies");
      if (role.inline.size > 0) throw conflict("delete policies");
      call.account.roles.remove(role);
    },
  }),
];

function readTrust({ input, account }: ActionCall, parameter: string): TrustPolicy {
  const text = input.text(parameter, DOCUMENT);
  if (sizeOf(text) > TRUST_LIMIT) {
    throw new AwsError("LimitExceeded", `Cannot exceed quota for ACLSizePerRole: ${TRUST_LIMIT}`);
  }
  return parseTrustPolicy(text, account);
}

function maxSession(input: Input): number | undefined {
  return input.integer("MaxSessionDuration", { min: 3600, max: 43200 });
}

/** A role as lists show it: without tags and boundary. */
function roleXml(role: IamRole, { account }: ActionCall): XmlFields {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: account.arn("role", role),
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: documentXml(trustPolicyText(role.trust, account)),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
  };
}

function roleDetail(role: IamRole, call: ActionCall): XmlFields {
  return { ...roleXml(role, call), PermissionsBoundary: boundaryXml(role), Tags: tagsXml(role.tags) };
}
