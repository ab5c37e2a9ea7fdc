import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { endPlugins, startPlugin } from "../../support/protocol/plugin-process.js";
import { providerFile } from "../../support/runtime/executables.js";
import { givenTime } from "./pace.js";

const TEN_YEARS_MS = 10 * 365 * 86_400_000;

/**
 * Whether the provider in this folder can be given a cell's time. One whose runtime passes over what it is given keeps
 * the time of the machine: what it signs is then stale after the first pause of a story, its waits are too long for
 * the systems, and cells break that hold. Seen in the certificate that the provider makes when it starts.
 */
export async function heedsTime(provider: string): Promise<boolean> {
  const later = Date.now() + TEN_YEARS_MS;
  try {
    const { certificatePem, stderr } = await startPlugin(join(provider, providerFile()), {
      env: givenTime(later),
    });
    if (certificatePem === null) throw new Error(`the provider in ${provider} does not start: ${stderr()}`);
    return Date.parse(new X509Certificate(certificatePem).validTo) > later;
  } finally {
    await endPlugins();
  }
}
