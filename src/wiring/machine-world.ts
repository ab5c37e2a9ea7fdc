import { createHash } from "node:crypto";
import type { DeployerSecrets } from "../aws/index.js";
import type { KeyFields } from "../domain/key-fields.js";
import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import type { KeyVault, MachineWorld, SecretNames, UseOfKey } from "../machine/index.js";
import type { Clients } from "./clients.js";
import {
  CURRENT_LABEL,
  inOrderOfRemoval,
  isOfKey,
  isOfReplacement,
  keyLabel,
  PENDING_LABEL,
  purposeLabel,
  replacedLabel,
  versionOf,
} from "./key-labels.js";
import { labelJournal } from "./label-journal.js";
import type { Log } from "./log.js";
import { seedIam } from "./seed-iam.js";
import { seedJournal } from "./seed-journal.js";
import { type StaticSecretPlace, staticSecretVault } from "./static-secret-vault.js";

/** What a machine key's life needs of the clients; a gateway is not among it. */
export type MachineClients = Pick<Clients, "aws" | "clock" | "self"> & {
  readonly settings: Pick<Clients["settings"], "keySettleSeconds">;
};

/** Whose keys lie where. */
export interface MachineKeyPlace {
  /** ARN of the user. */
  readonly user: string;
  readonly home: SecretNames;
  readonly fields: KeyFields;
  /**
   * The current version, of which the caller has seen that it holds this key of the user, though no label says so. It
   * counts as labelled, and the label is written right before readers get another one: until then it is another
   * maker's.
   */
  readonly vouched?: { readonly version: string; readonly keyId: string } | undefined;
}

/** IAM and a secret of Secrets Manager as the life of a machine key sees them, for one operation. */
export function machineWorld(
  clients: MachineClients,
  subject: MachineKeyPlace,
  signal: AbortSignal,
  log: Log,
): MachineWorld {
  const { aws, self } = clients;
  return {
    ...keyWorld(clients, signal, log),
    journal: labelJournal(aws.secrets, subject, self, signal),
    vault: vaultOf(aws.secrets, subject, signal),
  };
}

/** The same with a static secret of the gateway. `remove` deletes it once no key is left, unless it is another maker's. */
export function machineWorldInGateway(
  clients: Clients,
  subject: Omit<StaticSecretPlace, "accessId">,
  signal: AbortSignal,
  log: Log,
): MachineWorld & { remove(): Promise<void> } {
  const { login } = clients.settings.gateway;
  const accessId = login.kind === "token" ? null : (login.accessId ?? null);
  const { remove, ...vault } = staticSecretVault(clients.gateway, { ...subject, accessId }, signal);
  return { ...keyWorld(clients, signal, log), journal: seedJournal(clients, signal), vault, remove };
}

/** What is the same wherever the key is delivered. */
function keyWorld(clients: MachineClients, signal: AbortSignal, log: Log) {
  const { aws, clock, settings } = clients;
  const ownerOf = async (keyId: string) => {
    try {
      return await aws.iam.ownerOf(keyId, { signal });
    } catch (error) {
      if (Fault.is(error, "AWS_ACCESS_DENIED")) return "unknown";
      throw error;
    }
  };
  return {
    iam: seedIam(clients, signal),
    clock,
    settleSeconds: settings.keySettleSeconds,
    signal,
    progress: (message: string) => log.log("info", message),
    async lastUse(keyId: string): Promise<UseOfKey | "unknown"> {
      const owner = await ownerOf(keyId);
      if (owner === "unknown") return owner;
      return { at: owner?.lastUsed, service: owner?.service, region: owner?.region };
    },
    async ownerOf(keyId: string): Promise<string | undefined> {
      const owner = await ownerOf(keyId);
      return owner === "unknown" ? undefined : owner?.userName;
    },
  };
}

function vaultOf(
  secrets: DeployerSecrets,
  { home: { arn, name }, fields, vouched }: Omit<MachineKeyPlace, "user">,
  signal: AbortSignal,
): KeyVault {
  const options = { signal };
  const labelsOf = async (version: string) =>
    (await secrets.describe(arn, options))?.labels.get(version) ?? [];

  return {
    async facts() {
      const secret = await secrets.describe(arn, options);
      if (!secret) return { kind: "absent", isMade: false };
      const versions = [...secret.labels].map(([id, labels]) => {
        const version = versionOf(id, labels);
        const isVouched = version.current && id === vouched?.version;
        return isVouched ? { ...version, keyId: version.keyId ?? vouched.keyId } : version;
      });
      return { kind: "secret", versions, rotates: secret.rotates, staged: true };
    },

    versionFor: (keyId) => createHash("sha256").update(`latchkey key\n${arn}\n${keyId}`).digest("hex"),

    async put(version, { id, secret }, purpose) {
      const value = { [fields.keyId]: id, [fields.secret]: secret };
      try {
        const labels = [PENDING_LABEL, keyLabel(id), ...(purpose === null ? [] : [purposeLabel(purpose)])];
        const outcome = await secrets.put(arn, { version, fields: value, labels }, options);
        if (outcome === "taken") throw taken(name, version, id);
        return { kind: "done", value: undefined };
      } catch (error) {
        if (Fault.is(error) && error.details.mayBeDone) return { kind: "unclear", why: error.details.seen };
        throw error;
      }
    },

    async read(version) {
      try {
        const key = await secrets.accessKey(arn, version, fields, options);
        return key ?? { unreadable: `it has no ${fields.keyId} and ${fields.secret}` };
      } catch (error) {
        if (!Fault.is(error, "AWS_ACCESS_DENIED")) throw error;
        return { unreadable: `the caller may not read it: ${error.details.seen}` };
      }
    },

    async promote(version, from) {
      if (from === version) return secrets.detach(arn, PENDING_LABEL, version, options);
      if (vouched && vouched.version === from) {
        await secrets.attach(arn, keyLabel(vouched.keyId), from, undefined, options);
      }
      await secrets.attach(arn, CURRENT_LABEL, version, from ?? undefined, options);
    },

    async note(version, replacedAt) {
      await secrets.attach(arn, replacedLabel(replacedAt), version, undefined, options);
    },

    async unnote(version) {
      for (const label of (await labelsOf(version)).filter(isOfReplacement)) {
        await secrets.detach(arn, label, version, options);
      }
    },

    async forget(version) {
      for (const label of inOrderOfRemoval(await labelsOf(version))) {
        if (isOfKey(label) || label === PENDING_LABEL) await secrets.detach(arn, label, version, options);
      }
    },
  };
}

function taken(name: string, version: string, keyId: string): Fault {
  return new Fault("MACHINE_VERSION_TAKEN", {
    doing: `writing access key ${masked(keyId)} to secret ${name}`,
    seen: `version ${version} holds something else`,
    state: "The secret was not changed.",
  });
}
