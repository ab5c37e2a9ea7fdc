import { SecretText } from "../../domain/secret-text.js";
import { textsInCloudId } from "./effects/cloud-id.js";
import { jwtInBase64 } from "./effects/token-review.js";
import { SECRET_WIRES } from "./kinds/secret-fields.js";

/** Shortest part of a structured secret that is remembered by itself; shorter ones occur everywhere. */
const SHORTEST_PART = 8;

/**
 * Fields of requests that are secret, by their names in all commands, whatever becomes of the request; beside those
 * that the tables of the kinds call so.
 */
const SECRET_FIELDS = [
  "access-key",
  "admin_password",
  "api-key",
  "aws-access-secret-key",
  "cert-data",
  "cloud-id",
  "creds",
  "custom-field",
  "jwt",
  "k8s-service-account-token",
  "key-data",
  "key-data-base64",
  "password",
  "payload",
  "session-token",
  "signed-cert-challenge",
  "signing-key",
  "token",
  "token-reviewer-jwt",
  "uid-token",
  "uid_token",
  "value",
] as const;

/** Remembers every secret that passed through the gateway, so that a scan can look for each of them. */
export class SecretLedger {
  /** Only for what keeps and restores the whole. */
  readonly contents = new Set<string>();

  /** Wraps a text as a secret and remembers it; the empty text is not remembered. */
  keep(text: string): SecretText {
    if (text !== "") this.contents.add(text);
    return new SecretText(text);
  }

  /** Remembers the texts inside a structured secret, which may surface alone. */
  keepParts(value: unknown): void {
    if (typeof value === "string" && value.length >= SHORTEST_PART) this.contents.add(value);
    if (typeof value !== "object" || value === null) return;
    for (const part of Object.values(value)) this.keepParts(part);
  }

  /**
   * Remembers what was sent, also with a request that is refused or lost: what proves who is asking is as secret as
   * what is stored, and so are the parts of it with which another caller could prove to be this one.
   */
  keepSent(fields: Readonly<Record<string, unknown>>): void {
    for (const field of [...SECRET_FIELDS, ...SECRET_WIRES]) {
      if (fields[field] === undefined || fields[field] === null) continue;
      this.keepParts(fields[field]);
      this.keepParts(structured(fields[field]));
    }
    const { jwt, creds, "k8s-service-account-token": k8s, "cloud-id": cloudId } = fields;
    const ofPod = typeof k8s === "string" ? jwtInBase64(k8s) : undefined;
    this.keepParts(ofPod);
    // What a JWT says is no secret without its signature.
    for (const token of [jwt, creds, ofPod]) {
      if (typeof token === "string") this.keepParts(token.split(".")[2]);
    }
    if (typeof cloudId === "string") this.keepParts(textsInCloudId(cloudId));
  }

  all(): readonly string[] {
    return [...this.contents];
  }
}

/** What a text holds if it is JSON. */
function structured(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
