import { misused } from "./flags.js";
import type { GetFlags } from "./get.js";

/**
 * The secret of AWS Secrets Manager that is meant, by ARN or name; undefined for one in the gateway.
 *
 * @throws Fault COMMAND_MISUSED for two secrets, and for flags of the other kind
 */
export function secretOfAws(given: string | undefined, flags: GetFlags): string | undefined {
  const arn = given !== undefined && /^arn:[\w-]+:secretsmanager:/.test(given) ? given : undefined;
  const { secretsManager } = flags;
  if (given !== undefined && secretsManager !== undefined) {
    throw misused("a secret is named, and another one by --secrets-manager", "Name one secret.");
  }
  const secret = arn ?? secretsManager;
  if (secret === undefined) return undefined;
  for (const [name, flag] of Object.entries({
    "--secret-version": flags.secretVersion,
    "--role-arn": flags.roleArn,
    "--arg": flags.arg,
  })) {
    if (flag !== undefined) throw misused(`${name} is given, and the secret is one of AWS Secrets Manager`);
  }
  return secret;
}

/** The path of a secret in the gateway. @throws Fault COMMAND_MISUSED without one, and for flags of AWS */
export function gatewayPath(given: string | undefined, { stage, versionId }: GetFlags): string {
  if (given === undefined) {
    throw misused("no secret is named", "Name it by its path in the gateway, its ARN, or --secrets-manager.");
  }
  if ((stage ?? versionId) !== undefined) {
    throw misused(
      `--${stage === undefined ? "version-id" : "stage"} is given, and the secret is in the gateway`,
    );
  }
  return given;
}
