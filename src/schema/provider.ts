import { stsRegionFlaw } from "../domain/aws-region.js";
import { externalIdFlaw } from "../domain/external-id.js";
import { accessIdDoubt, loginSecretDoubt } from "../domain/gateway-login-shape.js";
import { iamRoleArnFlaw } from "../domain/iam-arn.js";
import { attr, ruleOn, table } from "../vocabulary/index.js";

/** In the provider block an empty text counts as not set, so that a variable may be left empty. */
const ifGiven = (flaw: (text: string) => string | undefined) => (text: string) =>
  text === "" ? undefined : flaw(text);

const awsAttributes = {
  region: attr.optional.string({
    doc: "Region for STS calls. Default: `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's region, or `us-east-1`. IAM is signed for the one region in which its partition has it, such as `us-east-1`.",
    flaw: ifGiven(stsRegionFlaw),
  }),
  profile: attr.optional.string({
    doc: "Named profile of the shared configuration files. One that is missing, or whose credentials cannot be had, is an error: no other source is looked at. Default: `AWS_PROFILE`, which keys of the environment come before, as with the AWS provider.",
  }),
  assume_role_arn: attr.optional.string({
    doc: "ARN of the role to assume before any call. Default: none.",
    flawCode: "ARN_MALFORMED",
    flaw: ifGiven(iamRoleArnFlaw),
  }),
  assume_role_external_id: attr.optional.string({
    doc: "External id for that role, 2 to 1224 characters. Default: none.",
    flaw: ifGiven(externalIdFlaw),
  }),
  iam_endpoint: attr.optional.string({
    doc: "URL of the IAM API. Default: `AWS_ENDPOINT_URL_IAM`, `AWS_ENDPOINT_URL`, or AWS itself.",
  }),
  sts_endpoint: attr.optional.string({
    doc: "URL of the STS API. Default: `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL`, or AWS itself.",
  }),
  secrets_manager_endpoint: attr.optional.string({
    doc: "URL of the Secrets Manager API. Default: `AWS_ENDPOINT_URL_SECRETS_MANAGER`, `AWS_ENDPOINT_URL`, or AWS itself.",
  }),
};

const attributes = {
  gateway_url: attr.optional.string({
    doc: "Base URL of the gateway's V2 REST API, such as `https://gw.example.com:8000/api/v2`. `latchkey_machine_key` in AWS Secrets Manager needs none, and no login; what needs one is refused while it is planned. Default: `LATCHKEY_GATEWAY_URL` or `AKEYLESS_GATEWAY`.",
    // Without a scheme in front of it a URL may begin with a name and a password.
    lineMayHoldSecret: true,
  }),
  access_type: attr.optional.string({
    doc: "How the provider logs in to the gateway: `access_key`, `aws_iam` (with the ambient AWS identity), `cert`, `jwt`, `k8s`, `token` or `universal_identity`; see docs/logins.md. Default: the one for which this block has a credential; else `LATCHKEY_ACCESS_TYPE` or `AKEYLESS_ACCESS_TYPE`; else the first for which the environment has a credential, in the order token, jwt, access_key, universal_identity, k8s, cert; else `aws_iam`.",
    emptyIsUnset: true,
    oneOf: ["access_key", "aws_iam", "cert", "jwt", "k8s", "token", "universal_identity"],
  }),
  access_id: attr.optional.string({
    doc: "Access id (`p-…`) of the auth method. Default: `LATCHKEY_ACCESS_ID` or `AKEYLESS_ACCESS_ID`.",
    misplaced: accessIdDoubt,
  }),
  access_key: attr.optional.string({
    doc: "Access key for `access_key`. Default: `LATCHKEY_ACCESS_KEY` or `AKEYLESS_ACCESS_KEY`.",
    sensitive: true,
    misplaced: loginSecretDoubt,
  }),
  jwt: attr.optional.string({
    doc: 'Token for `jwt`. Default: `LATCHKEY_JWT` or `AKEYLESS_AUTH_JWT`; with `access_type = "jwt"` also the workload identity of HCP Terraform (`TFC_WORKLOAD_IDENTITY_TOKEN`) or of a job of GitHub Actions, which are there for many purposes.',
    sensitive: true,
    misplaced: loginSecretDoubt,
  }),
  token: attr.optional.string({
    doc: "Gateway token for `token`; it is used as it is and cannot be renewed. Default: `LATCHKEY_TOKEN` or `AKEYLESS_AUTH_TOKEN`.",
    sensitive: true,
    misplaced: loginSecretDoubt,
  }),
  jwt_audience: attr.optional.string({
    doc: "For whom a job of GitHub Actions asks its token to be, as the auth method's `audience` has it. Default: `LATCHKEY_JWT_AUDIENCE`, or GitHub's own choice, the URL of the repository's owner.",
  }),
  workload_identity_tag: attr.optional.string({
    doc: "Which of several workload identities of HCP Terraform is shown: with the tag `GATEWAY` the token of `TFC_WORKLOAD_IDENTITY_TOKEN_GATEWAY`. Default: `LATCHKEY_WORKLOAD_IDENTITY_TAG`, or the one without a tag.",
  }),
  k8s_auth_config_name: attr.optional.string({
    doc: "For `k8s`, the gateway's own name for the cluster's configuration. Default: `LATCHKEY_K8S_AUTH_CONFIG_NAME`.",
  }),
  k8s_token_file: attr.optional.string({
    doc: "For `k8s`, the file with the token of the pod's service account; it is read for each login. Default: `LATCHKEY_K8S_TOKEN_FILE`, or `/var/run/secrets/kubernetes.io/serviceaccount/token`.",
  }),
  uid_token: attr.optional.string({
    doc: "Token for `universal_identity`. It is used as it is; whoever keeps it rotates it. Default: `LATCHKEY_UID_TOKEN` or `AKEYLESS_UID_TOKEN`.",
    sensitive: true,
    misplaced: loginSecretDoubt,
  }),
  uid_token_file: attr.optional.string({
    doc: "A file with the token for `universal_identity` instead, as another program rotates it; it is read for each login. Default: `LATCHKEY_UID_TOKEN_FILE`.",
  }),
  certificate_file: attr.optional.string({
    doc: "For `cert`, the file with the certificate, in PEM. Default: `LATCHKEY_CERTIFICATE_FILE`.",
  }),
  private_key_file: attr.optional.string({
    doc: "For `cert`, the file with its private key, in PEM without a passphrase. The gateway's challenge is signed with it, and it leaves this machine in no form. Default: `LATCHKEY_PRIVATE_KEY_FILE`.",
  }),
  cli_profile: attr.optional.string({
    doc: "A profile of the official CLI (`~/.akeyless/profiles/NAME.toml`) to log in by, if it is one by access key or AWS IAM. Its `gateway_url` counts where none is set otherwise. Not together with another login in this block. Default: `LATCHKEY_CLI_PROFILE`, where this block says nothing of a login.",
  }),
  request_timeout_seconds: attr.optional.int({
    doc: "Seconds to wait for one answer of the gateway, 1 to 600. Default: `LATCHKEY_REQUEST_TIMEOUT_SECONDS` or 60.",
    min: 1,
    max: 600,
  }),
  gateway_wait_seconds: attr.optional.int({
    doc: "Seconds to wait, before the first request, for a gateway that is not there yet, such as one that the same apply deploys, 0 to 3600. What was asked for is sent once there is a gateway, and not before. What is waited for is in the log (`TF_LOG=info`). Default: `LATCHKEY_GATEWAY_WAIT_SECONDS` or 0.",
    min: 0,
    max: 3600,
  }),
  key_settle_seconds: attr.optional.int({
    doc: "Seconds over which a new access key must keep working before it is trusted, 0 to 60. AWS spreads a new key slowly and unevenly, so one success proves nothing. Default: `LATCHKEY_KEY_SETTLE_SECONDS` or 10.",
    min: 0,
    max: 60,
  }),
  aws: attr.optional.object(awsAttributes, {
    doc: "How the provider reaches AWS as the deployer. Default: the SDK's credential chain.",
  }),
};

const rule = ruleOn(attributes);

/** The provider block. Everything in it has an environment variable, so that it may be empty. */
export const providerTable = table({
  type: "",
  doc: "Manages a secrets gateway's objects, and the life of the first AWS key that it is given. The gateway and AWS are reached through the proxies that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, and believed by the certificate authorities of the system, `SSL_CERT_FILE`, `SSL_CERT_DIR` and `NODE_EXTRA_CA_CERTS` (for AWS `AWS_CA_BUNDLE`), as by the Go providers of the same run. An empty text counts as not set, except for `gateway_url`.",
  identity: "gateway_url",
  attributes,
  rules: [
    rule({
      code: "VALUE_NOT_ALLOWED",
      needs: ["gateway_url"],
      at: "gateway_url",
      broken: ({ gateway_url }) =>
        gateway_url === null || /^https?:\/\/[^\s/]/.test(gateway_url)
          ? undefined
          : // It is not shown, for the password that it may begin with.
            "gateway_url should begin with http:// or https://",
    }),
  ],
});
