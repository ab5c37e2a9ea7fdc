import type { IncomingHttpHeaders } from "node:http";
import type { Actor, Call } from "./call.js";
import { secretsAction, secretsCall } from "./secrets-call.js";

/** A request as a proxy has received it. */
export interface WireRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Says whose key it is: `deployer`, or `key 1` for the first that was made in the cell. */
export type NameKey = (keyId: string) => string;

const OURS = /\blatchkey\//;

/** Reads a call of IAM, STS or Secrets Manager. `actor` is who it is if it is not one of ours. */
export function awsCall({ headers, body }: WireRequest, actor: Actor, nameKey: NameKey): Call {
  const form = new URLSearchParams(body);
  const [, signedBy = "", service = ""] =
    /Credential=([^/]+)\/\d+\/[^/]+\/(\w+)\//.exec(headers.authorization ?? "") ?? [];
  const told = actor === "provider" && !OURS.test(headers["user-agent"] ?? "") ? "aws-provider" : actor;
  const ofSecrets = secretsAction(headers["x-amz-target"]);
  if (ofSecrets !== undefined) return secretsCall(ofSecrets, body, told, signedBy);
  const operation = form.get("Action") ?? "";
  const system = service === "sts" ? "sts" : "iam";
  return {
    actor: told,
    system,
    operation,
    subject: system === "sts" ? nameKey(signedBy) : (form.get("Status") ?? otherSubject(form, told)),
    userName: form.get("UserName") ?? "",
    keyId: form.get("AccessKeyId") ?? "",
    signedBy,
  };
}

/** The AWS provider works on many kinds of objects; ours on the keys of one user. */
function otherSubject(form: URLSearchParams, actor: Actor): string {
  if (actor !== "aws-provider") return "";
  return form.get("PolicyName") ?? form.get("RoleName") ?? form.get("UserName") ?? "";
}

/** Reads a command of the gateway's V2 REST API. */
export function gatewayCall({ path, body }: WireRequest, actor: Actor): Call {
  let fields: { readonly name?: unknown; readonly names?: unknown } = {};
  try {
    fields = JSON.parse(body) as typeof fields;
  } catch {
    // A command without an object.
  }
  const named = fields.name ?? (Array.isArray(fields.names) ? fields.names[0] : "");
  return {
    actor,
    system: "gateway",
    operation: path.split("?")[0]?.split("/").at(-1) ?? "",
    subject: typeof named === "string" ? named : "",
    userName: "",
    keyId: "",
    signedBy: "",
  };
}
