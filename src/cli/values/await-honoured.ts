import { masked } from "../../domain/masked.js";
import { Fault } from "../../errors/fault.js";
import type { IssuedAwsKey } from "../../gateway/index.js";
import { proveByIdentity } from "../../seed/index.js";
import { seedWorld } from "../../wiring/index.js";
import { commandLog } from "../clients.js";
import type { CliWorld } from "../world.js";
import type { Lease } from "./lease.js";

/** Waits until AWS honours a user's new key; the credentials of a role work at once. @throws Fault ISSUED_KEY_UNUSABLE */
export async function awaitHonoured(
  { clients, host, path }: Lease,
  { accessKeyId, secretAccessKey, sessionToken }: IssuedAwsKey,
  { signal }: Pick<CliWorld, "signal">,
): Promise<void> {
  if (sessionToken) return;
  const doing = `waiting until AWS honours access key ${masked(accessKeyId)}, which dynamic secret ${JSON.stringify(path)} has issued`;
  host.progress(`${doing.replace(/^w/, "W")} …`);
  const pair = { id: accessKeyId, secret: secretAccessKey };
  const proof = await proveByIdentity(seedWorld(clients, signal, commandLog(host)), null, pair);
  if (proof.proven) return;
  const seen = `STS did not accept it steadily within two minutes: ${proof.why}`;
  throw new Fault("ISSUED_KEY_UNUSABLE", {
    doing,
    seen,
    state: "The credential that was issued is being revoked.",
    advice:
      "Run it again, and check that STS can be reached from here: AWS_ENDPOINT_URL_STS, AWS_REGION, HTTPS_PROXY.",
  });
}
