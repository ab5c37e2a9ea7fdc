import type { Clock } from "../domain/clock.js";
import { packageVersion } from "../domain/package-root.js";
import { createHcpTerraform, HCP_HOSTNAME, type HcpTerraform, hcpToken, hcpUrl } from "../hcp/index.js";

/** A way to one HCP Terraform or Terraform Enterprise. */
export interface Hcp {
  /** With the port, where it is not the usual one. */
  readonly host: string;
  readonly client: HcpTerraform;
}

/**
 * The way to the host of this name (default: TFE_HOSTNAME, else app.terraform.io), with the token that Terraform and its
 * tools find on this machine.
 *
 * @throws Fault COMMAND_MISUSED, HCP_TOKEN_MISSING
 */
export function hcpAt(hostname: string | undefined, env: NodeJS.ProcessEnv, clock: Clock): Hcp {
  const url = hcpUrl(hostname ?? (env.TFE_HOSTNAME?.trim() || HCP_HOSTNAME));
  const token = hcpToken(url.host, env);
  const client = createHcpTerraform({ url, token, userAgent: `latchkey/${packageVersion()}` }, clock);
  return { host: url.host, client };
}
