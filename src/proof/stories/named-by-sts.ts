import { createDeployerAws, type ExplicitCredentials } from "../../aws/index.js";
import { packageVersion } from "../../domain/package-root.js";
import type { Sandbox } from "../../sandbox/sandbox.js";

/**
 * Asks the sandbox's STS whose a credential is.
 *
 * @returns the ARN that STS names, or the code with which it refuses.
 */
export async function namedBySts(
  { aws, environment }: Sandbox,
  credential: ExplicitCredentials,
): Promise<string> {
  const { sts } = createDeployerAws(
    {
      region: environment.AWS_REGION ?? null,
      profile: null,
      assumeRoleArn: null,
      assumeRoleExternalId: null,
      iamEndpoint: aws.url,
      stsEndpoint: aws.url,
      regionalSts: false,
      userAgent: ["latchkey", packageVersion()],
    },
    () => {},
  );
  const identity = await sts.whoIs(credential);
  return identity.ok ? identity.arn : identity.code;
}
