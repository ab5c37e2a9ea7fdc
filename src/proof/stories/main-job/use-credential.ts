import { createDeployerAws } from "../../../aws/index.js";
import type { Clock } from "../../../domain/clock.js";
import { packageVersion } from "../../../domain/package-root.js";
import { SecretText } from "../../../domain/secret-text.js";
import { awsKeyOf, createGateway } from "../../../gateway/index.js";
import type { Sandbox } from "../../../sandbox/sandbox.js";

/**
 * Does what an application does: has the gateway issue a credential of the producer, and asks STS whose it is.
 *
 * @returns the ARN that STS names, or why it names none.
 */
export async function useCredential(sandbox: Sandbox, producer: string, clock: Clock): Promise<string> {
  const { gateway, aws, environment } = sandbox;
  const client = createGateway(
    {
      url: gateway.url,
      login: {
        kind: "access_key",
        accessId: gateway.admin.accessId,
        accessKey: new SecretText(gateway.admin.accessKey),
      },
      requestTimeoutMs: 60_000,
      userAgent: `latchkey/${packageVersion()}`,
    },
    { clock, cloudId: () => Promise.reject(new Error("not used by this login")), note: () => {} },
  );
  const issued = awsKeyOf(await client.issuedCredentials.issue(producer), producer);
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
  const identity = await sts.whoIs({
    keyId: issued.accessKeyId,
    secret: issued.secretAccessKey,
    ...(issued.sessionToken && { sessionToken: issued.sessionToken }),
  });
  return identity.ok ? identity.arn : identity.code;
}
