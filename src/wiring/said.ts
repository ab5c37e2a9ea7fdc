/** What was said outside the environment, in the words of the provider block; null where nothing was. */
export interface Said {
  readonly gateway_url: string | null;
  readonly access_type: string | null;
  readonly access_id: string | null;
  readonly access_key: string | null;
  readonly jwt: string | null;
  readonly token: string | null;
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
  request_timeout_seconds: null,
  gateway_wait_seconds: null,
  key_settle_seconds: null,
  aws: null,
};
