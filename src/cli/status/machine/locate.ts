import { USUAL_KEY_FIELDS } from "../../../domain/key-fields.js";
import { type MachineWorld, machineSubject, staticSecretSubject } from "../../../machine/index.js";
import type { SeedSubject } from "../../../seed/index.js";
import { type Clients, machineWorld, machineWorldInGateway } from "../../../wiring/index.js";
import type { MachineKeySubject } from "./subject.js";

/** The secret of a machine user, where it is. */
export interface LocatedMachineKey {
  readonly subject: SeedSubject;
  readonly world: MachineWorld;
  /** The function that rotation of the secret is switched on with; null without one. */
  readonly rotationFunction: string | null;
}

const SILENT = { log: () => {} };

/**
 * Finds it; undefined where AWS has no such secret. A look reads no value, so that the names of its fields do not
 * matter.
 */
export async function locateMachineKey(
  { secret, store, user }: MachineKeySubject,
  clients: Clients,
  signal: AbortSignal,
): Promise<LocatedMachineKey | undefined> {
  const common = { user: user.arn, fields: USUAL_KEY_FIELDS };
  if (store === "gateway") {
    const world = machineWorldInGateway(clients, { ...common, path: secret }, signal, SILENT);
    return { subject: staticSecretSubject(user, secret), world, rotationFunction: null };
  }
  const found = await clients.aws.secrets.describe(secret, { signal });
  if (!found) return undefined;
  return {
    subject: machineSubject(user, found),
    world: machineWorld(clients, { ...common, home: found }, signal, SILENT),
    rotationFunction: found.rotates ? found.rotationFunction : null,
  };
}
