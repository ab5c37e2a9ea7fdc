import { AwsError } from "../errors.js";
import type { TextRule } from "../input.js";
import type { LoginProfile, User } from "../store/entities.js";
import type { XmlFields } from "../xml.js";
import { type Action, iamRead, iamWrite } from "./action.js";
import { users, usersOrSelf } from "./nouns.js";

const PASSWORD: TextRule = { max: 128 };

/** Console passwords of users. The passwords themselves are not kept: there is no console here. */
export const loginProfileActions: readonly Action[] = [
  iamWrite("CreateLoginProfile", {
    takes: ["UserName", "Password", "PasswordResetRequired"],
    about: users.about,
    run: (call) => {
      const user = users.find(call);
      call.input.text("Password", PASSWORD);
      if (user.loginProfile) {
        throw new AwsError("EntityAlreadyExists", `Login Profile for User ${user.name} already exists.`);
      }
      user.loginProfile = {
        createdAt: call.now,
        resetRequired: call.input.flag("PasswordResetRequired") ?? false,
      };
      return { LoginProfile: loginProfileXml(user, user.loginProfile) };
    },
  }),
  iamRead("GetLoginProfile", {
    takes: ["UserName"],
    about: usersOrSelf.about,
    run: (call) => {
      const user = usersOrSelf.find(call);
      return { LoginProfile: loginProfileXml(user, profileOf(user)) };
    },
  }),
  iamWrite("UpdateLoginProfile", {
    takes: ["UserName", "Password", "PasswordResetRequired"],
    about: users.about,
    run: (call) => {
      const user = users.find(call);
      const profile = profileOf(user);
      call.input.optionalText("Password", PASSWORD);
      user.loginProfile = {
        ...profile,
        resetRequired: call.input.flag("PasswordResetRequired") ?? profile.resetRequired,
      };
    },
  }),
  iamWrite("DeleteLoginProfile", {
    takes: ["UserName"],
    about: users.about,
    run: (call) => {
      const user = users.find(call);
      profileOf(user);
      user.loginProfile = undefined;
    },
  }),
];

function profileOf(user: User): LoginProfile {
  if (!user.loginProfile)
    throw new AwsError("NoSuchEntity", `Login Profile for User ${user.name} cannot be found.`);
  return user.loginProfile;
}

function loginProfileXml(user: User, { createdAt, resetRequired }: LoginProfile): XmlFields {
  return { UserName: user.name, CreateDate: createdAt, PasswordResetRequired: resetRequired };
}
