import type { PolicySubject } from "../authorization.js";
import { AwsError } from "../errors.js";
import { nameRule, type TextRule } from "../input.js";
import type { Group, IamRole, User } from "../store/entities.js";
import type { ActionCall } from "./action.js";

/** Users, roles or groups, as far as their actions are alike. */
export interface Noun<T extends User | IamRole | Group> {
  /** As it stands in the names of actions: `PutUserPolicy`. */
  readonly word: "User" | "Role" | "Group";
  /** The parameter that names one. */
  readonly parameter: "UserName" | "RoleName" | "GroupName";
  /** Characters that all inline policies of one may have together, white space aside. */
  readonly inlineLimit: number;
  /** The one that a call names, if it exists. */
  readonly peek: (call: ActionCall) => T | undefined;
  /** The one that a call names. @throws AwsError NoSuchEntity. */
  readonly find: (call: ActionCall) => T;
  readonly about: (call: ActionCall) => PolicySubject;
}

export const PATH: TextRule = { max: 512, pattern: /^(\/|\/[\x21-\x7e]+\/)$/ };
export const PATH_PREFIX: TextRule = { max: 512, pattern: /^\/[\x21-\x7e]*$/ };
export const POLICY_NAME = nameRule(128);
export const POLICY_ARN: TextRule = { min: 20, max: 2048 };
export const USER_NAME = nameRule(64);
export const ROLE_NAME = nameRule(64);
export const GROUP_NAME = nameRule(128);
/** Where an existing user is meant, AWS takes twice the length that a new one may have. */
const EXISTING_USER_NAME = nameRule(128);

export const users: Noun<User> = usersNamed(({ input }) => input.text("UserName", EXISTING_USER_NAME));

/** As {@link users}, for actions in which a missing name means the caller's own user. */
export const usersOrSelf: Noun<User> = usersNamed(({ input, caller }) => {
  const name = input.optionalText("UserName", EXISTING_USER_NAME);
  if (name !== undefined) return name;
  if (caller.principal.kind === "user") return caller.principal.name;
  throw new AwsError("ValidationError", "Must specify userName when calling with non-User credentials");
});

export const roles: Noun<IamRole> = {
  word: "Role",
  parameter: "RoleName",
  inlineLimit: 10240,
  peek: ({ account, input }) => account.roles.find(input.text("RoleName", ROLE_NAME)),
  find: ({ account, input }) => account.roles.get(input.text("RoleName", ROLE_NAME)),
  about: ({ account, input }) => {
    const name = input.text("RoleName", ROLE_NAME);
    const role = account.roles.find(name);
    return { arn: account.arn("role", role ?? { path: "/", name }), ...(role && { tags: role.tags }) };
  },
};

export const groups: Noun<Group> = {
  word: "Group",
  parameter: "GroupName",
  inlineLimit: 5120,
  peek: ({ account, input }) => account.groups.find(input.text("GroupName", GROUP_NAME)),
  find: ({ account, input }) => account.groups.get(input.text("GroupName", GROUP_NAME)),
  about: ({ account, input }) => {
    const name = input.text("GroupName", GROUP_NAME);
    return { arn: account.arn("group", account.groups.find(name) ?? { path: "/", name }) };
  },
};

export const nouns: readonly Noun<User | IamRole | Group>[] = [users, roles, groups];

function usersNamed(nameOf: (call: ActionCall) => string): Noun<User> {
  return {
    word: "User",
    parameter: "UserName",
    inlineLimit: 2048,
    peek: (call) => call.account.users.find(nameOf(call)),
    find: (call) => call.account.users.get(nameOf(call)),
    about: (call) => {
      const name = nameOf(call);
      const user = call.account.users.find(name);
      // A user that does not exist has no path, so policies see it without one.
      return {
        arn: call.account.arn("user", user ?? { path: "/", name }),
        ...(user && { tags: user.tags }),
      };
    },
  };
}
