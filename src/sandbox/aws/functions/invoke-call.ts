import { AwsError, unsupported } from "../errors.js";
import type { PreparedCall } from "../prepared-call.js";
import type { Account } from "../store/account.js";
import type { WireRequest } from "../wire-request.js";
import { type Functions, nameIn } from "./functions.js";

const PATH = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?Qualifier=[^&]*)?$/;

/** Invoke, the one action that the sandbox's Lambda has. @throws AwsError SandboxUnsupported for any other. */
export function invokeCall(request: WireRequest, functions: Functions, account: Account): PreparedCall {
  const [, encoded] = request.method === "POST" ? (PATH.exec(request.target) ?? []) : [];
  if (encoded === undefined) throw unsupported("of Lambda it has Invoke and nothing else.");
  const name = nameIn(decodeURIComponent(encoded));
  const type = request.headers.get("x-amz-invocation-type") ?? "RequestResponse";
  const event = request.body.length === 0 ? "{}" : request.body.toString();
  return {
    action: "Invoke",
    write: true,
    check: () => {
      if (type !== "RequestResponse" && type !== "Event" && type !== "DryRun") {
        throw new AwsError("InvalidParameterException", `There is no invocation type ${type}.`);
      }
      assertJson(event);
    },
    about: ({ region }) => ({ arn: `arn:aws:lambda:${region}:${account.accountId}:function:${name}` }),
    run: async ({ region }) => {
      if (!functions.has(name)) {
        const arn = `arn:aws:lambda:${region}:${account.accountId}:function:${name}`;
        throw new AwsError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
      }
      if (type === "DryRun") return { status: 204, headers: {}, body: "" };
      const outcome = functions.invoke(name, event);
      if (type === "Event") return { status: 202, headers: {}, body: "" };
      const { failed, payload } = await outcome;
      return {
        headers: {
          "Content-Type": "application/json",
          "X-Amz-Executed-Version": "$LATEST",
          ...(failed && { "X-Amz-Function-Error": "Unhandled" }),
        },
        body: payload,
      };
    },
  };
}

function assertJson(event: string): void {
  try {
    JSON.parse(event);
  } catch {
    throw new AwsError("InvalidRequestContentException", "Could not parse request body into json.");
  }
}
