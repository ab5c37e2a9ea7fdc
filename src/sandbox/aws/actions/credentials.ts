import type { RoleSession } from "../store/sessions.js";
import type { XmlFields } from "../xml.js";

/** Temporary credentials as STS returns them. */
export function credentialsXml({ keyId, secret, token, expiresAt }: RoleSession): XmlFields {
  return { AccessKeyId: keyId, SecretAccessKey: secret, SessionToken: token, Expiration: expiresAt };
}
