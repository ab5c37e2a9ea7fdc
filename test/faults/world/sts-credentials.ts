/** What the gateway answers when a producer issues a session of a role. */
export interface StsCredentials {
  readonly access_key_id: string;
  readonly secret_access_key: string;
  readonly security_token: string;
}
