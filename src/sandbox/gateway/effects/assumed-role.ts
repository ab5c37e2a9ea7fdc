import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import type { AwsKeys } from "../records/target.js";
import type { SecretLedger } from "../secret-ledger.js";

export interface AssumedRolePlan {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly seconds: number;
  /** Empty: none. */
  readonly externalId: string;
  /** `key=value` pairs, separated by commas. Empty: none. */
  readonly sessionTags: string;
  /** Tag keys, separated by spaces. Empty: none. */
  readonly transitiveTagKeys: string;
}

/** Assumes a role for as long as asked; the limits are those that AWS itself has. */
export async function assumedRole(
  sts: STSClient,
  secrets: SecretLedger,
  plan: AssumedRolePlan,
): Promise<{ readonly keys: AwsKeys; readonly arn: string }> {
  const tags = plan.sessionTags
    .split(",")
    .filter((pair) => pair.includes("="))
    .map((pair) => ({
      Key: pair.slice(0, pair.indexOf("=")).trim(),
      Value: pair.slice(pair.indexOf("=") + 1).trim(),
    }));
  const transitive = plan.transitiveTagKeys.split(/\s+/).filter((key) => key !== "");
  const { Credentials, AssumedRoleUser } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: plan.roleArn,
      RoleSessionName: plan.sessionName,
      DurationSeconds: plan.seconds,
      ...(plan.externalId === "" ? {} : { ExternalId: plan.externalId }),
      ...(tags.length === 0 ? {} : { Tags: tags }),
      ...(transitive.length === 0 ? {} : { TransitiveTagKeys: transitive }),
    }),
  );
  return {
    keys: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: secrets.keep(Credentials?.SecretAccessKey ?? ""),
      sessionToken: secrets.keep(Credentials?.SessionToken ?? ""),
    },
    arn: AssumedRoleUser?.Arn ?? plan.roleArn,
  };
}
