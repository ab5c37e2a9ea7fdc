import { randomBytes } from "node:crypto";
import { decoyOf } from "./decoy.js";
import type { TrialAnswer } from "./endpoint.js";
import type { PlayedGateway } from "./played-gateway.js";
import { statusSeen } from "./try-creating.js";

/** Calls as others than the gateway. A credential that is made all the same is ended. */
export async function tryCallers(
  gateway: PlayedGateway,
  payload: string,
  credsOfAnother: (() => string) | undefined,
): Promise<void> {
  const { findings } = gateway;
  const refused = (answer: TrialAnswer | undefined) => answer?.status === 401 || answer?.status === 403;
  const none = { creds: null };
  const made = await gateway.create(payload, {}, none);
  findings.check("callers-create", refused(made), statusSeen(made));
  const unknownId = `trial-${randomBytes(6).toString("hex")}`;
  const ended = await gateway.revoke(payload, [unknownId], none);
  findings.check("callers-revoke", refused(ended), statusSeen(ended));
  if (gateway.urls.rotate) {
    // With a payload that opens nothing: a rotation by mistake would cost the real one.
    const rotated = await gateway.rotate(decoyOf(payload).payload, none);
    const rotatesNot = [404, 405, 501].includes(rotated?.status ?? 0);
    findings.check("callers-rotate", refused(rotated) || rotatesNot, statusSeen(rotated));
  } else {
    findings.skip("there is no rotate endpoint", "callers-rotate");
  }
  const forged = await gateway.create(
    payload,
    {},
    { creds: `forged.${randomBytes(12).toString("hex")}.creds` },
  );
  findings.check("callers-forged", refused(forged), statusSeen(forged));
  if (!credsOfAnother) {
    findings.skip("it takes an auth service of the trial's own (--auth-port)", "callers-other");
    return;
  }
  const other = await gateway.create(payload, {}, { creds: credsOfAnother() });
  findings.check("callers-other", refused(other), statusSeen(other));
}
