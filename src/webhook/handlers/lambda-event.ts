import { isRecord } from "../../domain/is-record.js";

/** An HTTP request as Lambda is given it: by a function URL, either kind of API Gateway, or a load balancer. */
export interface LambdaRequest {
  readonly method: string;
  readonly path: string;
  /** By names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  readonly host: "function url or http api" | "rest api" | "load balancer";
  /** Whether a load balancer sends and takes several values of a header. */
  readonly isMultiValue: boolean;
}

/**
 * Understands an event. Function URLs and HTTP APIs send format 2.0, REST APIs 1.0, load balancers one like 1.0; sources:
 * AWS Lambda Developer Guide, "Invoking function URLs" and "Process Application Load Balancer requests with Lambda";
 * Amazon API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs".
 *
 * @returns undefined for an event that is no HTTP request
 */
export function lambdaRequest(event: unknown): LambdaRequest | undefined {
  if (!isRecord(event) || !isRecord(event.requestContext)) return undefined;
  const { requestContext } = event;
  const isMultiValue = isRecord(event.multiValueHeaders) && !isRecord(event.headers);
  const common = { headers: headersOf(event), body: bodyOf(event), isMultiValue };
  if (isRecord(requestContext.http)) {
    const { method, path } = requestContext.http;
    return {
      ...common,
      method: String(method),
      path: String(event.rawPath ?? path),
      host: "function url or http api",
    };
  }
  if (typeof event.httpMethod !== "string" || typeof event.path !== "string") return undefined;
  const host = isRecord(requestContext.elb) ? "load balancer" : "rest api";
  return { ...common, method: event.httpMethod, path: event.path, host };
}

function headersOf({ headers, multiValueHeaders }: Readonly<Record<string, unknown>>): Map<string, string> {
  const found = new Map<string, string>();
  const put = (name: string, value: unknown) => found.set(name.toLowerCase(), String(value));
  if (isRecord(multiValueHeaders)) {
    for (const [name, values] of Object.entries(multiValueHeaders)) {
      if (Array.isArray(values)) put(name, values.join(", "));
    }
  }
  for (const [name, value] of Object.entries(isRecord(headers) ? headers : {})) put(name, value);
  return found;
}

function bodyOf({ body, isBase64Encoded }: Readonly<Record<string, unknown>>): Uint8Array {
  return Buffer.from(typeof body === "string" ? body : "", isBase64Encoded === true ? "base64" : "utf8");
}
