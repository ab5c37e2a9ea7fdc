import { USUAL_KEY_FIELDS } from "../../../domain/key-fields.js";
import { Fault } from "../../../errors/fault.js";
import {
  foreseeMachineKey,
  isWorkOpen,
  type MachineJob,
  type MachineWorld,
  machineSubject,
} from "../../../machine/index.js";
import type { AccessKey } from "../../../seed/index.js";
import { type Log, type MachineClients, machineWorld, versionOf } from "../../../wiring/index.js";
import { EXIT, exitCodeOf } from "../../exit-code.js";
import { secretParts } from "../../values/secret-parts.js";
import { type CandidateFinding, goneAlready, type MachineCandidate } from "../candidate.js";
import { inWordsOfTheCommand } from "../words.js";
import { type Custody, custodyOf } from "./custody.js";

/** A key in a secret that is going to be replaced by another one, and to end after its grace. */
export interface PlannedReplacement {
  readonly kind: "replace";
  readonly about: MachineCandidate & { readonly keyId: string };
  /** Whether readers get another one already, so that only its end is left to be done. */
  readonly isReplaced: boolean;
  readonly world: MachineWorld;
  readonly job: MachineJob;
  /** Undefined: it is gone, and what the secret tells of it is left. */
  readonly key: AccessKey | undefined;
  /** Undefined when AWS knows of none, or the deployer may not know. */
  readonly lastUsed: Date | undefined;
}

/** What is to be done about a key in a secret. */
export type MachineVerdict =
  | PlannedReplacement
  | Exclude<CandidateFinding, { kind: "candidate" | "machine" }>;

/** Decides about it by what AWS says, and changes nothing. Throws what only the person can mend first. */
export async function machineVerdict(
  candidate: MachineCandidate,
  clients: MachineClients,
  signal: AbortSignal,
  log: Log,
): Promise<MachineVerdict> {
  try {
    return await judged(candidate, clients, signal, log);
  } catch (error) {
    if (!Fault.is(error) || signal.aborted || exitCodeOf(error) === EXIT.usage) throw error;
    if (candidate.isByTheWay && Fault.is(error, "SEED_USER_NOT_DEDICATED")) {
      const hint = `it lies in secret ${candidate.secretId}, to which its user is not dedicated; --secret tells more`;
      return { kind: "unrelated", about: candidate, hint };
    }
    return { kind: "refused", about: candidate, fault: inWordsOfTheCommand(error) };
  }
}

async function judged(
  candidate: MachineCandidate,
  clients: MachineClients,
  signal: AbortSignal,
  log: Log,
): Promise<MachineVerdict> {
  const { user, secretId, graceSeconds, quietSeconds } = candidate;
  const { iam, secrets } = clients.aws;
  const doing = `looking for the key of IAM user ${JSON.stringify(user.name)} in secret ${secretId}`;
  const state = "Nothing was changed.";
  const secret = await secrets.describe(secretId, { signal });
  if (!secret) {
    throw new Fault("MACHINE_SECRET_MISSING", {
      doing,
      seen: "Secrets Manager has no such secret, or it is about to be deleted",
      state,
      advice: "Name the secret by its ARN, and check the region and the account of the credentials.",
    });
  }
  const keys = (await iam.keys(user.name, { signal })) ?? [];
  const versions = [...secret.labels].map(([id, labels]) => versionOf(id, labels));
  const current = versions.find((version) => version.current);
  const value = current && (await secrets.value(secret.arn, { version: current.id }, { signal }));
  const parts = value && !value.bytes ? secretParts(value.value) : undefined;
  const home = { arn: secret.arn, name: secret.name };
  const subject = machineSubject(user, home);
  const { journal } = machineWorld(clients, { user: user.arn, home, fields: USUAL_KEY_FIELDS }, signal, log);
  const custody = custodyOf(candidate.keyId, {
    versions,
    parts,
    keyIds: keys.map(({ id }) => id),
    unfinished: await isWorkOpen({ journal }, subject),
  });

  const fields = ("fields" in custody ? custody.fields : undefined) ?? USUAL_KEY_FIELDS;
  const about = { ...candidate, secret: { ...home, fields, graceSeconds } };
  switch (custody.kind) {
    case "refused":
      throw new Fault(custody.code, { doing, seen: custody.seen, state });
    case "gone":
      return goneAlready(about, custody.keyId);
    case "ours":
      return { kind: "nothing", about, why: "readers of the secret get a key that Latchkey has made" };
    default: {
      const { keyId } = custody;
      const place = { user: user.arn, home, fields, vouched: vouchedBy(custody) };
      const world = machineWorld(clients, place, signal, log);
      const job: MachineJob = {
        subject,
        owner: "resource",
        graceMs: 1000 * graceSeconds,
        quietSeconds,
        aim: {
          kind: "fresh",
          known: keyId,
          purpose: null,
          purposeSuffices: false,
          version: null,
          reach: "current",
          mints: true,
        },
      };
      await foreseeMachineKey(world, job);
      const key = keys.find(({ id }) => id === keyId);
      // For the reader only: whoever may not know it can retire the key all the same.
      const lastUsed = key && (await iam.lastUsed(keyId, { signal }).catch(() => undefined));
      const isReplaced = custody.kind === "replaced";
      return { kind: "replace", about: { ...about, keyId }, isReplaced, world, job, key, lastUsed };
    }
  }
}

function vouchedBy(custody: Custody) {
  return custody.kind === "theirs" ? { version: custody.version, keyId: custody.keyId } : undefined;
}
