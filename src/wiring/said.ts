/** What was said outside the environment, in the words of the provider block; null where nothing was. */
export interface Said {
  readonly gateway_url: string | null;
  readonly access_type: string | null;
  readonly access_id: string | null;
  readonly access_key: string | null;
  readonly jwt: string | null;
  readonly token: string | null;
  readonly jwt_audience: string | null;
  readonly workload_identity_tag: string | null;
  readonly k8s_auth_config_name: string | null;
  readonly k8s_token_file: string | null;
  readonly uid_token: string | null;
  readonly uid_token_file: string | null;
  readonly certificate_file: string | null;
  readonly private_key_file: string | null;
  readonly cli_profile: string | null;
  readonly request_timeout_seconds: number | null;
  readonly gateway_wait_seconds: number | null;
  readonly key_settle_seconds: number | null;
  readonly aws: {
    readonly region: string | null;
    readonly profile: string | null;
    readonly assume_role_arn: string | null;
    readonly assume_role_external_id: string | null;
    readonly iam_endpoint: string | null;
    readonly sts_endpoint: string | null;
    readonly secrets_manager_endpoint: string | null;
  } | null;
}

/** Nothing was said: everything comes from the environment. */
export const NOTHING_SAID: Said = {
  gateway_url: null,
  access_type: null,
  access_id: null,
  access_key: null,
  jwt: null,
  token: null,
  jwt_audience: null,
  workload_identity_tag: null,
  k8s_auth_config_name: null,
  k8s_token_file: null,
  uid_token: null,
  uid_token_file: null,
  certificate_file: null,
  private_key_file: null,
  cli_profile: null,
  request_timeout_seconds: null,
  gateway_wait_seconds: null,
  key_settle_seconds: null,
  aws: null,
};
