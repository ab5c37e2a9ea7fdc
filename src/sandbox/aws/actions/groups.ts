import { AwsError } from "../errors.js";
import type { Group } from "../store/entities.js";
import type { XmlFields } from "../xml.js";
import { type Action, type ActionCall, everything, iamRead, iamWrite } from "./action.js";
import { GROUP_NAME, groups, PATH, PATH_PREFIX, users } from "./nouns.js";
import { markerPage, PAGE } from "./page.js";
import { userXml } from "./users.js";

const MOST_GROUPS_PER_USER = 10;

/** Groups and who is in them. */
export const groupActions: readonly Action[] = [
  iamWrite("CreateGroup", {
    takes: ["GroupName", "Path"],
    about: ({ input, account }) => ({
      arn: account.arn("group", {
        path: input.optionalText("Path", PATH) ?? "/",
        name: input.text("GroupName", GROUP_NAME),
      }),
    }),
    run: (call) => {
      const { input, account, now } = call;
      const group: Group = {
        kind: "group",
        id: account.random.uniqueId("AGPA"),
        name: input.text("GroupName", GROUP_NAME),
        path: input.optionalText("Path", PATH) ?? "/",
        createdAt: now,
        inline: new Map(),
        attached: new Set(),
        members: new Set(),
      };
      account.groups.add(group);
      return { Group: groupXml(group, call) };
    },
  }),
  iamRead("GetGroup", {
    takes: ["GroupName", ...PAGE],
    about: groups.about,
    run: (call) => {
      const group = groups.find(call);
      const members = call.account.users.all().filter((user) => group.members.has(user));
      const { items, end } = markerPage(call.input, members, ({ name }) => name.toLowerCase());
      return { Group: groupXml(group, call), Users: items.map((user) => userXml(user, call)), ...end };
    },
  }),
  iamRead("ListGroups", {
    takes: ["PathPrefix", ...PAGE],
    about: everything,
    run: (call) => {
      const found = call.account.groups.all(call.input.optionalText("PathPrefix", PATH_PREFIX));
      const { items, end } = markerPage(call.input, found, ({ name }) => name.toLowerCase());
      return { Groups: items.map((group) => groupXml(group, call)), ...end };
    },
  }),
  iamRead("ListGroupsForUser", {
    takes: ["UserName", ...PAGE],
    about: users.about,
    run: (call) => {
      const { items, end } = markerPage(call.input, call.account.groupsOf(users.find(call)), ({ name }) =>
        name.toLowerCase(),
      );
      return { Groups: items.map((group) => groupXml(group, call)), ...end };
    },
  }),
  iamWrite("UpdateGroup", {
    takes: ["GroupName", "NewPath", "NewGroupName"],
    about: groups.about,
    run: (call) => {
      const group = groups.find(call);
      const name = call.input.optionalText("NewGroupName", GROUP_NAME);
      const path = call.input.optionalText("NewPath", PATH);
      if (name !== undefined) call.account.groups.rename(group, name);
      if (path !== undefined) group.path = path;
    },
  }),
  iamWrite("DeleteGroup", {
    takes: ["GroupName"],
    about: groups.about,
    run: (call) => {
      const group = groups.find(call);
      const conflict = (what: string) =>
        new AwsError("DeleteConflict", `Cannot delete entity, must ${what} first.`);
      if (group.members.size > 0) throw conflict("remove users from group");
      if (group.attached.size > 0) throw conflict("detach all policies");
      if (group.inline.size > 0) throw conflict("delete policies");
      call.account.groups.remove(group);
    },
  }),
  iamWrite("AddUserToGroup", {
    takes: ["GroupName", "UserName"],
    about: groups.about,
    run: (call) => {
      const group = groups.find(call);
      const user = users.find(call);
      if (!group.members.has(user) && call.account.groupsOf(user).length >= MOST_GROUPS_PER_USER) {
        throw new AwsError("LimitExceeded", `Cannot exceed quota for GroupsPerUser: ${MOST_GROUPS_PER_USER}`);
      }
      group.members.add(user);
    },
  }),
  iamWrite("RemoveUserFromGroup", {
    takes: ["GroupName", "UserName"],
    about: groups.about,
    run: (call) => {
      const group = groups.find(call);
      const user = users.find(call);
      if (!group.members.delete(user)) {
        throw new AwsError("NoSuchEntity", `User ${user.name} is not in group ${group.name}.`);
      }
    },
  }),
];

function groupXml(group: Group, { account }: Pick<ActionCall, "account">): XmlFields {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.id,
    Arn: account.arn("group", group),
    CreateDate: group.createdAt,
  };
}
