import { AwsError } from "../errors.js";
import type { User } from "../store/entities.js";
import { readTags, tagsXml } from "../store/tags.js";
import type { XmlFields } from "../xml.js";
import { type Action, type ActionCall, everything, iamRead, iamWrite } from "./action.js";
import { boundaryXml, readBoundary } from "./boundaries.js";
import { PATH, PATH_PREFIX, USER_NAME, users, usersOrSelf } from "./nouns.js";
import { markerPage, PAGE } from "./page.js";
import { requestTags } from "./request-tags.js";

/** Users: made, read, moved, deleted. */
export const userActions: readonly Action[] = [
  iamWrite("CreateUser", {
    takes: ["UserName", "Path", "PermissionsBoundary", "Tags"],
    about: (call) => {
      const { input, account } = call;
      const path = input.optionalText("Path", PATH) ?? "/";
      return {
        arn: account.arn("user", { path, name: input.text("UserName", USER_NAME) }),
        context: { "iam:PermissionsBoundary": readBoundary(call), ...requestTags(readTags(input)) },
      };
    },
    run: (call) => {
      const { input, account, now } = call;
      const user = account.newUser(
        {
          name: input.text("UserName", USER_NAME),
          path: input.optionalText("Path", PATH) ?? "/",
          tags: readTags(input),
          boundary: readBoundary(call),
        },
        now,
      );
      return { User: userDetail(user, call) };
    },
  }),
  iamRead("GetUser", {
    takes: ["UserName"],
    about: usersOrSelf.about,
    run: (call) => ({ User: userDetail(usersOrSelf.find(call), call) }),
  }),
  iamRead("ListUsers", {
    takes: ["PathPrefix", ...PAGE],
    about: everything,
    run: (call) => {
      const { input, account } = call;
      const found = account.users.all(input.optionalText("PathPrefix", PATH_PREFIX));
      const { items, end } = markerPage(input, found, ({ name }) => name.toLowerCase());
      return { Users: items.map((user) => userXml(user, call)), ...end };
    },
  }),
  iamWrite("UpdateUser", {
    takes: ["UserName", "NewPath", "NewUserName"],
    about: users.about,
    run: (call) => {
      const { input, account } = call;
      const user = users.find(call);
      const name = input.optionalText("NewUserName", USER_NAME);
      const path = input.optionalText("NewPath", PATH);
      if (name !== undefined) account.users.rename(user, name);
      if (path !== undefined) user.path = path;
    },
  }),
  iamWrite("DeleteUser", {
    takes: ["UserName"],
    about: users.about,
    run: (call) => {
      const { account } = call;
      const user = users.find(call);
      const conflict = (what: string) =>
        new AwsError("DeleteConflict", `Cannot delete entity, must ${what} first.`);
      if (account.groupsOf(user).length > 0) throw conflict("remove user from all groups");
      if (user.attached.size > 0) throw conflict("detach all policies");
      if (user.inline.size > 0) throw conflict("delete policies");
      if (account.keys.of(user).length > 0) throw conflict("delete access keys");
      if (user.loginProfile) throw conflict("delete login profile");
      account.users.remove(user);
    },
  }),
];

/** A user as lists show it: without tags and boundary. */
export function userXml(user: User, { account }: Pick<ActionCall, "account">): XmlFields {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: account.arn("user", user),
    CreateDate: user.createdAt,
  };
}

function userDetail(user: User, call: ActionCall): XmlFields {
  return { ...userXml(user, call), PermissionsBoundary: boundaryXml(user), Tags: tagsXml(user.tags) };
}
