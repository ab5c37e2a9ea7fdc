import { isRecord } from "../../domain/is-record.js";
import type { WebhookUrls } from "../../trial/played-gateway.js";
import { misused } from "../flags.js";

/** What commander makes of the flags. */
export interface WebhookTryFlags {
  readonly createUrl?: string;
  readonly revokeUrl?: string;
  readonly rotateUrl?: string;
  readonly payloadFile?: string;
  readonly input?: string;
  readonly timeout: number;
  readonly authPort?: number;
  readonly accessId: string;
  readonly open?: true;
  readonly rotate?: string;
}

/** One of the three endpoints may be given for all: they lie beside each other. */
const ENDING = /(?:\/(?:create|revoke|rotate))?\/*$/;

/** The endpoints that are meant. @throws Fault COMMAND_MISUSED */
export function urlsFrom(base: string | undefined, flags: WebhookTryFlags): WebhookUrls {
  const at = (own: string | undefined, operation: string) => {
    const text = own ?? (base === undefined ? undefined : `${base.replace(ENDING, "")}/${operation}`);
    return text === undefined ? undefined : urlFrom(text);
  };
  const [create, revoke] = [at(flags.createUrl, "create"), at(flags.revokeUrl, "revoke")];
  if (!create || !revoke) {
    throw misused("there is neither a URL nor both of --create-url and --revoke-url");
  }
  const rotate = at(flags.rotateUrl, "rotate");
  if (flags.rotate !== undefined && !rotate) throw misused("--rotate is given, and no endpoint that rotates");
  return { create, revoke, rotate };
}

function urlFrom(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw misused("a URL of the webhook is none of HTTP");
  }
  return url;
}

/** The arguments of a request. @throws Fault COMMAND_MISUSED */
export function inputFrom(text: string | undefined): object | "" {
  if (text === undefined) return "";
  try {
    const input: unknown = JSON.parse(text);
    if (isRecord(input)) return input;
  } catch {
    // Said below, together with JSON that is no object.
  }
  throw misused("--input is no JSON object");
}
