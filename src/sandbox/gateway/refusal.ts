import { STATUS_CODES } from "node:http";

/** Who asked, as the gateway's messages name it. */
export interface Asker {
  readonly accountId: string;
  readonly accessId: string;
}

/**
 * A request that the gateway does not carry out. The message goes to the caller as `{"error": message}`,
 * so it never holds a secret.
 */
export class GatewayRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "Refusal";
    this.status = status;
  }
}

/** What failed, in the grammar of the real service's messages. */
interface Frame {
  /** Completes "failed to …": what the caller wanted. */
  readonly wanted: string;
  /** Completes "Failed to …": the step that failed. */
  readonly step: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** A message of the form `<attempt>: Desc: <short>. Status <code> <reason>, Error: <Code>. Message: <detail>`. */
export function framed(frame: Frame): GatewayRefusal {
  const reason = STATUS_CODES[frame.status] ?? "";
  return new GatewayRefusal(
    frame.status,
    `failed to ${frame.wanted}: Desc: Failed to ${frame.step}. ` +
      `Status ${frame.status} ${reason}, Error: ${frame.code}. Message: ${frame.detail}`,
  );
}

/** 401: no such token, or one that is no longer valid. */
export function notAuthenticated(detail: string): GatewayRefusal {
  return framed({
    wanted: "get credentials",
    step: "authenticate token based access",
    status: 401,
    code: "AuthenticationFailed",
    detail,
  });
}

/** 401: the service answers a missing permission with 401, not with 403. */
export function notPermitted(asker: Asker, noun: string, path: string): GatewayRefusal {
  return framed({
    wanted: `access ${noun}`,
    step: `get ${noun}`,
    status: 401,
    code: "UnauthorizedAccess",
    detail: `account id: ${asker.accountId}, access id: ${asker.accessId}. unauthorized access for access id ${asker.accessId} to ${noun} ${path}`,
  });
}

/** 404 for an object that a caller, who may know so, is told not to exist. */
export function notFound(asker: Asker, noun: string, path: string): GatewayRefusal {
  return framed({
    wanted: `obtain ${noun} description`,
    step: `get ${noun}`,
    status: 404,
    code: "NotFound",
    detail: `account id: ${asker.accountId}, access id: ${asker.accessId}. failed to obtain ${noun} ${path}`,
  });
}

/** 409: the name is taken. */
export function alreadyExists(noun: string, path: string): GatewayRefusal {
  return framed({
    wanted: `create ${noun}`,
    step: `create ${noun}`,
    status: 409,
    code: "AlreadyExists",
    detail: `${noun} ${path} already exists`,
  });
}

/** 400: the request itself is wrong. */
export function invalidRequest(what: string): GatewayRefusal {
  return new GatewayRefusal(400, `invalid request body: ${what}`);
}

/** 400: a field that the command needs is not there. */
export function missing(field: string): GatewayRefusal {
  return invalidRequest(`Missing required parameter - ${field}`);
}
