import type { Clock } from "../../../domain/clock.js";
import { awsKeyOf } from "../../../gateway/index.js";
import type { Sandbox } from "../../../sandbox/sandbox.js";
import { gatewayClient } from "../gateway-client.js";
import { namedBySts } from "../named-by-sts.js";

/**
 * Does what an application does: has the gateway issue a credential of the producer, and asks STS whose it is.
 *
 * @returns the ARN that STS names, or why it names none.
 */
export async function useCredential(sandbox: Sandbox, producer: string, clock: Clock): Promise<string> {
  const client = gatewayClient(sandbox, clock);
  const issued = awsKeyOf(await client.issuedCredentials.issue(producer), producer);
  return namedBySts(sandbox, {
    keyId: issued.accessKeyId,
    secret: issued.secretAccessKey,
    ...(issued.sessionToken && { sessionToken: issued.sessionToken }),
  });
}
