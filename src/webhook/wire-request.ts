import { isRecord } from "../domain/is-record.js";
import { Fault } from "../errors/fault.js";
import type { ProducerClient } from "./definition.js";

/** A request for a credential, as the gateway has sent it. */
export interface CreateRequest {
  readonly payload: string;
  /** The arguments; undefined where there are none, which the gateway sends as an empty text. */
  readonly input: Readonly<Record<string, unknown>> | undefined;
  readonly client: ProducerClient;
}

/** A request to end credentials. Each id stands in it once. */
export interface RevokeRequest {
  readonly payload: string;
  readonly ids: readonly string[];
}

/** @throws Fault WEBHOOK_REQUEST_MALFORMED */
export function createRequest(body: Uint8Array): CreateRequest {
  const fields = fieldsOf(body);
  return { payload: payloadOf(fields), input: inputOf(fields.input), client: clientOf(fields.client_info) };
}

/** @throws Fault WEBHOOK_REQUEST_MALFORMED */
export function revokeRequest(body: Uint8Array): RevokeRequest {
  const fields = fieldsOf(body);
  const { ids } = fields;
  if (!Array.isArray(ids)) throw malformed("`ids` is no list");
  const texts = ids.map((id: unknown) => {
    if (typeof id === "string") return id;
    // A number that has lost digits on its way names another credential.
    if (typeof id === "number" && Number.isSafeInteger(id)) return String(id);
    throw malformed("an id of `ids` is no text");
  });
  return { payload: payloadOf(fields), ids: [...new Set(texts)] };
}

/** The payload of a request to rotate. @throws Fault WEBHOOK_REQUEST_MALFORMED */
export function rotateRequest(body: Uint8Array): string {
  return payloadOf(fieldsOf(body));
}

function fieldsOf(body: Uint8Array): Readonly<Record<string, unknown>> {
  let fields: unknown;
  try {
    fields = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw malformed("it is no JSON");
  }
  if (!isRecord(fields)) throw malformed("it is no JSON object");
  return fields;
}

/** A dynamic secret may have none; the gateway then sends an empty text, or nothing. */
function payloadOf({ payload }: Readonly<Record<string, unknown>>): string {
  if (payload === undefined || payload === null) return "";
  if (typeof payload !== "string") throw malformed("`payload` is no text");
  return payload;
}

function inputOf(input: unknown): CreateRequest["input"] {
  if (input === undefined || input === null || input === "") return undefined;
  if (!isRecord(input)) throw malformed("`input` is neither a JSON object nor an empty text");
  return input;
}

function clientOf(client: unknown): ProducerClient {
  if (!isRecord(client) || typeof client.access_id !== "string") {
    throw malformed("`client_info` has no `access_id`");
  }
  const subClaims: Record<string, readonly string[]> = {};
  for (const [name, values] of Object.entries(isRecord(client.sub_claims) ? client.sub_claims : {})) {
    if (!Array.isArray(values)) throw malformed("a sub-claim of `client_info` is no list");
    subClaims[name] = values.map(String);
  }
  return { accessId: client.access_id, subClaims };
}

function malformed(seen: string): Fault {
  return new Fault("WEBHOOK_REQUEST_MALFORMED", {
    doing: "reading the request",
    seen,
    state: "Nothing was done.",
  });
}
