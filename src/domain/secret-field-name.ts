/** Fields of the gateway whose names do not say that they hold a secret. */
const BESIDE = new Set([
  ...[
    "app_private_key_base64",
    "custom_field",
    "k8s_client_key",
    "mongodb_server_uri",
    "rabbitmq_server_uri",
  ],
  ...["signing_key", "token_reviewer_jwt", "value"],
]);

const WORDS =
  /(?:pass(?:word|phrase|wd)|pwd|secret|(?:^|_)token|(?:private|access|secret|api|account|gcp|workspace|hmac)_key|apikey|payload|(?:p12|sso|keytab)_file_data|(?<!public_)key_data|creds_data)$/;

/**
 * Whether a field of the gateway's, in the spelling of the official provider (`access_key`), holds a secret. From the
 * API's own names, of which few mislead.
 */
export function isSecretField(name: string): boolean {
  return BESIDE.has(name) || WORDS.test(name);
}
