import { Connection } from "./connection.js";
import { type DeployerIam, deployerIam } from "./deployer-iam.js";
import { type DeployerSecrets, deployerSecrets } from "./deployer-secrets.js";
import { type DeployerSts, deployerSts } from "./deployer-sts.js";
import type { AwsSettings } from "./settings.js";

/** AWS as the identity that Terraform runs as. Every method throws Faults of the AWS catalogue. */
export interface DeployerAws {
  readonly iam: DeployerIam;
  readonly sts: DeployerSts;
  readonly secrets: DeployerSecrets;
}

/**
 * Makes the deployer's clients. Nothing is loaded or called before the first method is. Warns of custom endpoints:
 * whoever answers there can claim anything about a key.
 */
export function createDeployerAws(settings: AwsSettings, warn: (message: string) => void): DeployerAws {
  for (const [service, endpoint] of [
    ["IAM", settings.iamEndpoint],
    ["STS", settings.stsEndpoint],
    ["Secrets Manager", settings.secretsManagerEndpoint],
  ] as const) {
    if (endpoint) warn(`${service} is asked at the custom endpoint ${endpoint}; its answers are trusted`);
  }
  const connection = new Connection(settings);
  return {
    iam: deployerIam(connection),
    sts: deployerSts(connection),
    secrets: deployerSecrets(connection),
  };
}
