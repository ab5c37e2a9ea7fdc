import { AwsError } from "../errors.js";
import type { TextRule } from "../input.js";
import { type Action, iamRead, iamWrite } from "./action.js";
import { usersOrSelf } from "./nouns.js";
import { markerPage, PAGE } from "./page.js";

export const KEY_ID_RULE: TextRule = { min: 16, max: 128, pattern: /^\w+$/ };

/** Access keys of users. */
export const accessKeyActions: readonly Action[] = [
  iamWrite("CreateAccessKey", {
    takes: ["UserName"],
    about: usersOrSelf.about,
    run: (call) => {
      const key = call.account.keys.create(usersOrSelf.find(call), call.now);
      return {
        AccessKey: {
          UserName: key.user.name,
          AccessKeyId: key.id,
          Status: key.status,
          SecretAccessKey: key.secret,
          CreateDate: key.createdAt,
        },
      };
    },
  }),
  iamRead("ListAccessKeys", {
    takes: ["UserName", ...PAGE],
    about: usersOrSelf.about,
    run: (call) => {
      const keys = call.account.keys.of(usersOrSelf.find(call));
      const { items, end } = markerPage(call.input, keys, ({ number }) => String(number).padStart(9, "0"));
      return {
        AccessKeyMetadata: items.map((key) => ({
          UserName: key.user.name,
          AccessKeyId: key.id,
          Status: key.status,
          CreateDate: key.createdAt,
        })),
        ...end,
      };
    },
  }),
  iamWrite("UpdateAccessKey", {
    takes: ["UserName", "AccessKeyId", "Status"],
    about: usersOrSelf.about,
    run: (call) => {
      const { input, account, now } = call;
      const status = input.oneOf("Status", ["Active", "Inactive"]);
      if (status === undefined) throw new AwsError("ValidationError", "Status should be Active or Inactive");
      account.keys.setStatus(
        account.keys.get(usersOrSelf.find(call), input.text("AccessKeyId", KEY_ID_RULE)),
        status,
        now,
      );
    },
  }),
  iamWrite("DeleteAccessKey", {
    takes: ["UserName", "AccessKeyId"],
    about: usersOrSelf.about,
    run: (call) => {
      const { input, account, now } = call;
      account.keys.delete(
        account.keys.get(usersOrSelf.find(call), input.text("AccessKeyId", KEY_ID_RULE)),
        now,
      );
    },
  }),
  iamRead("GetAccessKeyLastUsed", {
    takes: ["AccessKeyId"],
    about: ({ input, account, caller }) => {
      const id = input.text("AccessKeyId", KEY_ID_RULE);
      const key = account.keys.existing().find((known) => known.id === id);
      // AWS does not tell whether a key that is not the account's exists, so it refuses even administrators.
      if (!key) {
        throw new AwsError(
          "AccessDenied",
          `User: ${caller.arn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${id}`,
        );
      }
      return { arn: account.arn("user", key.user), tags: key.user.tags };
    },
    run: ({ input, account }) => {
      const key = account.keys.everKnown(input.text("AccessKeyId", KEY_ID_RULE));
      return {
        UserName: key?.user.name,
        AccessKeyLastUsed: {
          LastUsedDate: key?.lastUsed?.at,
          ServiceName: key?.lastUsed?.service ?? "N/A",
          Region: key?.lastUsed?.region ?? "N/A",
        },
      };
    },
  }),
];
