import type { Action, ActionCall } from "./actions/action.js";
import { actionNamed } from "./actions/index.js";
import type { SignedCaller } from "./caller.js";
import { AwsError, unsupported } from "./errors.js";
import type { Input } from "./input.js";
import type { PreparedCall } from "./prepared-call.js";
import type { Account } from "./store/account.js";
import { successXml } from "./xml.js";

const VERSION = { iam: "2010-05-08", sts: "2011-06-15" } as const;

/**
 * A call of the Query API.
 * @throws AwsError MissingAction, InvalidAction for another version of the API, SandboxUnsupported.
 */
export function queryCall(
  service: "iam" | "sts",
  name: string,
  input: Input,
  account: Account,
): PreparedCall {
  const action = actionOf(service, name, input);
  const callOf = (caller: SignedCaller, now: Date): ActionCall => ({ input, caller, account, now });
  return {
    action: name,
    write: action.write,
    check(caller) {
      assertSessionMay(caller, action);
      input.allowOnly(name, action.takes);
    },
    about: (caller, now) => action.about?.(callOf(caller, now)),
    run: (caller, now, requestId) => ({
      headers: { "Content-Type": "text/xml" },
      body: successXml(service, name, requestId, action.run(callOf(caller, now))),
    }),
  };
}

function actionOf(service: "iam" | "sts", name: string, input: Input): Action {
  if (name === "") throw new AwsError("MissingAction", "The request should have an Action.");
  const version = input.optionalText("Version", { min: 0, max: 32 }) ?? "NO_VERSION_SPECIFIED";
  if (version !== VERSION[service]) {
    throw new AwsError("InvalidAction", `Could not find operation ${name} for version ${version}`);
  }
  const action = actionNamed(service, name);
  if (!action) throw unsupported(`it does not have the action ${service}:${name}.`);
  return action;
}

/** A user's session from GetSessionToken may call nothing of IAM and two actions of STS, as long as there is no MFA. */
function assertSessionMay(caller: SignedCaller, { service, name }: Action): void {
  if (caller.session?.of.kind !== "user") return;
  if (service === "iam") {
    throw new AwsError("InvalidClientTokenId", "The security token included in the request is invalid");
  }
  if (name !== "AssumeRole" && name !== "GetCallerIdentity") {
    throw new AwsError("AccessDenied", `Cannot call ${name} with session credentials`);
  }
}
