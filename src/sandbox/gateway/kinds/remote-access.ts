import { answer, flagField, type KindField, list, textField, wholeField } from "./field.js";

/** Where an answer tells them: with a dynamic secret itself, and in the general information of any item. */
export const REMOTE_ACCESS_AT = "secure_remote_access_details";

/** How callers get to what an item opens (secure remote access): every item may have them, each kind knows some. */
export const REMOTE_ACCESS: readonly KindField[] = [
  answer("secure-access-enable", "enable"),
  textField("secure-access-bastion-issuer", "bastion_issuer"),
  // The newer name of the same.
  textField("secure-access-certificate-issuer", "bastion_issuer"),
  list("secure-access-host", "host"),
  flagField("secure-access-web", "is_web"),
  flagField("secure-access-web-browsing", "isolated"),
  flagField("secure-access-web-proxy", "web_proxy"),
  textField("secure-access-url", "url"),
  textField("secure-access-db-name", "db_name"),
  textField("secure-access-db-schema", "schema"),
  wholeField("secure-access-delay", "connection_delay_seconds"),
  textField("secure-access-aws-account-id", "account_id"),
  flagField("secure-access-aws-native-cli", "native"),
  textField("secure-access-ssh-user", "ssh_user"),
  textField("secure-access-ssh-creds", null),
  textField("secure-access-rdp-user", "rdp_user"),
  textField("secure-access-rdp-domain", "domain"),
  flagField("secure-access-allow-external-user", "allow_providing_external_username"),
  flagField("secure-access-disable-concurrent-connections", "block_concurrent_connections"),
  flagField("lock-during-sra-session", "lock_during_sra_session"),
  flagField("rotate-after-disconnect", "rotate_after_disconnect"),
];
