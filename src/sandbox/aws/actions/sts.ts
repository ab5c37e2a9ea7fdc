import { AwsError, invalidParameter } from "../errors.js";
import { KEY_ID_RULE } from "./access-keys.js";
import { type Action, everything } from "./action.js";
import { assumeRole } from "./assume-role.js";
import { credentialsXml } from "./credentials.js";

/** The Security Token Service. */
export const stsActions: readonly Action[] = [
  assumeRole,
  {
    service: "sts",
    name: "GetCallerIdentity",
    write: false,
    takes: [],
    about: undefined,
    run: ({ caller, account }) => ({ Arn: caller.arn, UserId: caller.userId, Account: account.accountId }),
  },
  {
    service: "sts",
    name: "GetAccessKeyInfo",
    write: false,
    takes: ["AccessKeyId"],
    about: everything,
    run: ({ input, account }) => {
      const id = input.text("AccessKeyId", KEY_ID_RULE);
      if (!account.keys.everKnown(id) && !account.sessions.find(id)) {
        throw invalidParameter("AccessKeyId", id, "be an access key id of an AWS account");
      }
      return { Account: account.accountId };
    },
  },
  {
    service: "sts",
    name: "GetSessionToken",
    write: false,
    takes: ["DurationSeconds"],
    about: undefined,
    run: ({ input, caller, account, now }) => {
      if (caller.session || caller.principal.kind !== "user") {
        throw new AwsError("AccessDenied", "Cannot call GetSessionToken with session credentials");
      }
      const seconds = input.integer("DurationSeconds", { min: 900, max: 129600 }) ?? 43200;
      const session = account.sessions.open({ kind: "user", user: caller.principal }, seconds, now);
      return { Credentials: credentialsXml(session) };
    },
  },
];
