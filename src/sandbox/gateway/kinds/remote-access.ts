import { answer, flag, type KindField, list, text, wholeField } from "./field.js";

/** Where an answer tells them: with a dynamic secret itself, and in the general information of any item. */
export const REMOTE_ACCESS_AT = "secure_remote_access_details";

/** How callers get to what an item opens (secure remote access): every item may have them, each kind knows some. */
export const REMOTE_ACCESS: readonly KindField[] = [
  answer("secure-access-enable", "enable"),
  text("secure-access-bastion-issuer", "bastion_issuer"),
  // The newer name of the same.
  text("secure-access-certificate-issuer", "bastion_issuer"),
  list("secure-access-host", "host"),
  flag("secure-access-web", "is_web"),
  flag("secure-access-web-browsing", "isolated"),
  flag("secure-access-web-proxy", "web_proxy"),
  text("secure-access-url", "url"),
  text("secure-access-db-name", "db_name"),
  text("secure-access-db-schema", "schema"),
  wholeField("secure-access-delay", "connection_delay_seconds"),
  text("secure-access-aws-account-id", "account_id"),
  flag("secure-access-aws-native-cli", "native"),
  text("secure-access-ssh-user", "ssh_user"),
  text("secure-access-ssh-creds", null),
  text("secure-access-rdp-user", "rdp_user"),
  text("secure-access-rdp-domain", "domain"),
  flag("secure-access-disable-concurrent-connections", "block_concurrent_connections"),
  flag("lock-during-sra-session", "lock_during_sra_session"),
  flag("rotate-after-disconnect", "rotate_after_disconnect"),
];
