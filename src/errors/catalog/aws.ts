import type { CatalogEntry } from "../catalog-entry.js";

/** AWS, seen from the deployer. */
export const awsFaults = {
  AWS_NO_CREDENTIALS: {
    summary: "No AWS credentials",
    advice:
      "Give the provider the same AWS identity that the AWS provider uses: environment variables, aws.profile, aws.assume_role_arn or an instance role.",
  },
  AWS_LOGIN_REFUSED: {
    summary: "AWS does not accept the deployer's credentials",
    advice:
      "Renew the credentials that Terraform runs with; if they are fresh, check the machine's clock and the endpoints.",
  },
  AWS_ACCESS_DENIED: {
    summary: "AWS access denied",
    advice: "Allow the deployer this action on this user, and apply again.",
  },
  AWS_UNREACHABLE: {
    summary: "AWS not reachable",
    advice:
      "Check the network, the proxy settings, and aws.iam_endpoint and aws.sts_endpoint if they are set.",
  },
  AWS_USER_MISSING: {
    summary: "IAM user missing",
    advice: "Create the user in the same configuration, and refer to its arn attribute.",
  },
  AWS_KEY_QUOTA: {
    summary: "IAM user has no room for another access key",
    advice: "Delete the key that nothing uses any more: IAM allows two, active or not.",
  },
  AWS_THROTTLED: {
    summary: "AWS is throttling",
    advice: "Apply again later.",
  },
  AWS_FAILED: {
    summary: "AWS failed",
    advice: "Apply again; if it stays, look at the AWS health dashboard.",
  },
  AWS_REPLY_LOST: {
    summary: "AWS reply lost",
    advice: "Apply again: what exists is looked up before anything is repeated.",
  },
  AWS_UNEXPECTED: {
    summary: "AWS answer not understood",
    advice: "Check the code that AWS gave; custom endpoints must speak the same API.",
  },
  AWS_SETTINGS_MALFORMED: {
    summary: "AWS settings malformed",
    advice: "Endpoints are URLs like https://iam.example.com, without credentials in them.",
  },
  CONSOLE_SIGN_IN_REFUSED: {
    summary: "No sign-in to the console",
    advice:
      "Of a role, AWS gives one only where the gateway assumes it with the key of a user, and not with its own identity or as another role. Check the credential's permissions, and the endpoint in AWS_ENDPOINT_URL_SIGNIN where one is set.",
  },
  AWS_INTERRUPTED: {
    summary: "Interrupted while talking to AWS",
    advice: "Apply again to go on.",
  },
} as const satisfies Record<string, CatalogEntry>;
