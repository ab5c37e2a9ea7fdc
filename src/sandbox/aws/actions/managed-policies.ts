import type { PolicySubject } from "../authorization.js";
import { AwsError } from "../errors.js";
import type { TextRule } from "../input.js";
import type { CheckedPolicy } from "../policy/document.js";
import { parsePolicy } from "../policy/grammar.js";
import type { ManagedPolicy, PolicyVersion } from "../store/entities.js";
import { readTags, tagsXml } from "../store/tags.js";
import type { XmlFields } from "../xml.js";
import { type Action, type ActionCall, everything, iamRead, iamWrite } from "./action.js";
import { DESCRIPTION, DOCUMENT, documentXml, sizeOf } from "./documents.js";
import { PATH, PATH_PREFIX, POLICY_ARN, POLICY_NAME } from "./nouns.js";
import { markerPage, PAGE } from "./page.js";
import { requestTags } from "./request-tags.js";

const VERSION_ID: TextRule = { max: 64, pattern: /^v[1-9][0-9]*$/ };
const SIZE_LIMIT = 6144;

/** Managed policies and their versions. */
export const managedPolicyActions: readonly Action[] = [
  iamWrite("CreatePolicy", {
    takes: ["PolicyName", "Path", "PolicyDocument", "Description", "Tags"],
    about: ({ input, account }) => ({
      arn: account.policies.arnOf(
        input.optionalText("Path", PATH) ?? "/",
        input.text("PolicyName", POLICY_NAME),
      ),
      context: requestTags(readTags(input)),
    }),
    run: (call) => {
      const { input, account, now } = call;
      const policy = account.policies.create(
        {
          name: input.text("PolicyName", POLICY_NAME),
          path: input.optionalText("Path", PATH) ?? "/",
          description: input.optionalText("Description", DESCRIPTION),
          tags: readTags(input),
        },
        readDocument(call),
        now,
      );
      return { Policy: { ...policyXml(policy, call), Tags: tagsXml(policy.tags) } };
    },
  }),
  iamRead("GetPolicy", {
    takes: ["PolicyArn"],
    about: policyAbout,
    run: (call) => {
      const policy = policyNamed(call);
      return {
        Policy: { ...policyXml(policy, call), Description: policy.description, Tags: tagsXml(policy.tags) },
      };
    },
  }),
  iamRead("ListPolicies", {
    takes: ["Scope", "OnlyAttached", "PathPrefix", "PolicyUsageFilter", ...PAGE],
    about: everything,
    run: (call) => {
      const { input, account } = call;
      const scope = input.oneOf("Scope", ["All", "AWS", "Local"]) ?? "All";
      const prefix = input.optionalText("PathPrefix", PATH_PREFIX) ?? "/";
      const usage = input.oneOf("PolicyUsageFilter", ["PermissionsPolicy", "PermissionsBoundary"]);
      const onlyAttached = input.flag("OnlyAttached") ?? false;
      const found = account.policies
        .all()
        .filter(({ ownedByAws }) => scope === "All" || ownedByAws === (scope === "AWS"))
        .filter(({ path }) => path.startsWith(prefix))
        .filter(({ arn }) => !onlyAttached || account.attachedTo(arn).length > 0)
        .filter(
          ({ arn }) =>
            usage === undefined ||
            (usage === "PermissionsPolicy" ? account.attachedTo(arn) : account.boundedBy(arn)).length > 0,
        );
      const { items, end } = markerPage(input, found, ({ arn }) => arn);
      return { Policies: items.map((policy) => policyXml(policy, call)), ...end };
    },
  }),
  iamWrite("DeletePolicy", {
    takes: ["PolicyArn"],
    about: policyAbout,
    run: (call) => {
      const { account } = call;
      const policy = ownPolicyNamed(call);
      if (account.attachedTo(policy.arn).length > 0 || account.boundedBy(policy.arn).length > 0) {
        throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.");
      }
      if (policy.versions.size > 1) {
        throw new AwsError(
          "DeleteConflict",
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
        );
      }
      account.policies.remove(policy);
    },
  }),
  iamWrite("CreatePolicyVersion", {
    takes: ["PolicyArn", "PolicyDocument", "SetAsDefault"],
    about: policyAbout,
    run: (call) => {
      const policy = ownPolicyNamed(call);
      const makeDefault = call.input.flag("SetAsDefault") ?? false;
      const id = call.account.policies.addVersion(policy, readDocument(call), makeDefault, call.now);
      return { PolicyVersion: versionXml(policy, id, versionOf(policy, id)) };
    },
  }),
  iamRead("GetPolicyVersion", {
    takes: ["PolicyArn", "VersionId"],
    about: policyAbout,
    run: (call) => {
      const policy = policyNamed(call);
      const id = call.input.text("VersionId", VERSION_ID);
      const version = versionOf(policy, id);
      return {
        PolicyVersion: { Document: documentXml(version.document.text), ...versionXml(policy, id, version) },
      };
    },
  }),
  iamRead("ListPolicyVersions", {
    takes: ["PolicyArn", ...PAGE],
    about: policyAbout,
    run: (call) => {
      const policy = policyNamed(call);
      const { items, end } = markerPage(call.input, [...policy.versions], ([id]) =>
        id.slice(1).padStart(9, "0"),
      );
      return { Versions: items.map(([id, version]) => versionXml(policy, id, version)), ...end };
    },
  }),
  iamWrite("SetDefaultPolicyVersion", {
    takes: ["PolicyArn", "VersionId"],
    about: policyAbout,
    run: (call) => {
      const policy = ownPolicyNamed(call);
      const id = call.input.text("VersionId", VERSION_ID);
      versionOf(policy, id);
      policy.defaultVersion = id;
      policy.updatedAt = call.now;
    },
  }),
  iamWrite("DeletePolicyVersion", {
    takes: ["PolicyArn", "VersionId"],
    about: policyAbout,
    run: (call) => {
      const policy = ownPolicyNamed(call);
      const id = call.input.text("VersionId", VERSION_ID);
      versionOf(policy, id);
      if (policy.defaultVersion === id) {
        throw new AwsError("DeleteConflict", "Cannot delete the default version of a policy.");
      }
      policy.versions.delete(id);
    },
  }),
  iamRead("ListEntitiesForPolicy", {
    takes: ["PolicyArn", "EntityFilter", "PathPrefix", "PolicyUsageFilter", ...PAGE],
    about: policyAbout,
    run: (call) => {
      const { input, account } = call;
      const { arn } = policyNamed(call);
      const kind = input.oneOf("EntityFilter", ["User", "Role", "Group"])?.toLowerCase();
      const prefix = input.optionalText("PathPrefix", PATH_PREFIX) ?? "/";
      const usage = input.oneOf("PolicyUsageFilter", ["PermissionsPolicy", "PermissionsBoundary"]);
      const attached = usage === "PermissionsBoundary" ? [] : account.attachedTo(arn);
      const bounded = usage === "PermissionsPolicy" ? [] : account.boundedBy(arn);
      const found = [...new Set([...attached, ...bounded])]
        .filter((holder) => (kind === undefined || holder.kind === kind) && holder.path.startsWith(prefix))
        .map((holder) => ({ holder, key: `${holder.kind}/${holder.name.toLowerCase()}` }))
        .sort((one, other) => (one.key < other.key ? -1 : 1));
      const { items, end } = markerPage(input, found, ({ key }) => key);
      const only = (wanted: "user" | "role" | "group") =>
        items.flatMap(({ holder }) => (holder.kind === wanted ? [holder] : []));
      return {
        PolicyGroups: only("group").map(({ name, id }) => ({ GroupName: name, GroupId: id })),
        PolicyUsers: only("user").map(({ name, id }) => ({ UserName: name, UserId: id })),
        PolicyRoles: only("role").map(({ name, id }) => ({ RoleName: name, RoleId: id })),
        ...end,
      };
    },
  }),
];

/** The managed policy that a call is about, as policies see it. */
export function policyAbout({ input, account }: ActionCall): PolicySubject {
  const arn = input.text("PolicyArn", POLICY_ARN);
  const policy = account.policies.find(arn);
  return { arn, ...(policy && { tags: policy.tags }) };
}

/** A policy that may be changed. @throws AwsError NoSuchEntity, AccessDenied. */
export function ownPolicyNamed({ input, account }: ActionCall): ManagedPolicy {
  return account.policies.own(input.text("PolicyArn", POLICY_ARN));
}

function policyNamed({ input, account }: ActionCall): ManagedPolicy {
  return account.policies.get(input.text("PolicyArn", POLICY_ARN));
}

function readDocument({ input }: ActionCall): CheckedPolicy {
  const document = parsePolicy(input.text("PolicyDocument", DOCUMENT), "identity");
  if (sizeOf(document.text) > SIZE_LIMIT) {
    throw new AwsError("LimitExceeded", `Cannot exceed quota for PolicySize: ${SIZE_LIMIT}`);
  }
  return document;
}

function versionOf(policy: ManagedPolicy, id: string): PolicyVersion {
  const version = policy.versions.get(id);
  if (!version)
    throw new AwsError(
      "NoSuchEntity",
      `Policy ${policy.arn} version ${id} does not exist or is not attachable.`,
    );
  return version;
}

function versionXml(policy: ManagedPolicy, id: string, { createdAt }: PolicyVersion): XmlFields {
  return { VersionId: id, IsDefaultVersion: policy.defaultVersion === id, CreateDate: createdAt };
}

/** A policy as lists show it: without tags and description. */
function policyXml(policy: ManagedPolicy, { account }: ActionCall): XmlFields {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: account.attachedTo(policy.arn).length,
    PermissionsBoundaryUsageCount: account.boundedBy(policy.arn).length,
    IsAttachable: true,
    CreateDate: policy.createdAt,
    UpdateDate: policy.updatedAt,
  };
}
