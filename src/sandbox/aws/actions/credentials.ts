import type { Session } from "../store/sessions.js";
import type { Fields } from "../xml.js";

/** Temporary credentials as STS returns them. */
export function credentialsXml({ keyId, secret, token, expiresAt }: Session): Fields {
  return { AccessKeyId: keyId, SecretAccessKey: secret, SessionToken: token, Expiration: expiresAt };
}
