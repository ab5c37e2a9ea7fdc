import type { IamUserArn } from "../../../domain/iam-user-arn.js";
import { masked } from "../../../domain/masked.js";
import { DEFAULT_QUIET_SECONDS } from "../../../domain/quiet-period.js";
import type { FaultCode } from "../../../errors/catalog.js";
import { Fault } from "../../../errors/fault.js";
import type { SecretVersionResource } from "../../state/secret-resources.js";
import type { KeyResource, Stack } from "../../state/stack.js";
import type { CandidateFinding, KeySubject, MachineCandidate } from "../candidate.js";
import { DEFAULT_GRACE_SECONDS, type ToldOfKey } from "../options.js";

/**
 * The secret into which Terraform has written a key, by what the state tells; undefined where it has written it to none,
 * or to none of those that were named. What else uses the key refuses, as for a key of a target.
 */
export function inSecret(
  about: KeySubject,
  key: KeyResource,
  user: IamUserArn,
  stack: Stack,
  told: ToldOfKey,
): CandidateFinding | undefined {
  const versions = stack.secretVersions
    .filter(({ keyIds, dependsOn }) => keyIds.has(key.keyId) || dependsOn.includes(key.address.fixed))
    .filter(({ secretId }) => told.secret === undefined || names(told.secret, secretId));
  const [secretId, ...more] = new Set(versions.map((version) => version.secretId));
  if (secretId === undefined) return undefined;
  if (more.length > 0) {
    const all = [secretId, ...more];
    const advice = `Say which secret is meant: ${all.map((id) => `--secret ${id}`).join(" or ")}.`;
    return refused(about, key, "RETIRE_AMBIGUOUS", `it lies in the secrets ${all.join(", ")}`, advice);
  }
  const known = [...versions.map(({ address }) => address.text), ...told.despite];
  const uses = stack.usesOf(key).filter(({ address }) => !known.includes(address));
  if (uses.length > 0) {
    const seen = `${uses.map((use) => use.seen).join(" and ")}, and what uses it there would stop to work`;
    return refused(about, key, "RETIRE_KEY_USED_ELSEWHERE", seen);
  }
  return { kind: "machine", candidate: candidateOf(about, user, secretId, versions, told, stack) };
}

/** The key in a secret that was named with its user; undefined where one of the two was not. */
export function toldMachine(told: ToldOfKey, stack: Stack): MachineCandidate | undefined {
  const { secret, user } = told;
  if (secret === undefined || user === undefined) return undefined;
  const versions = stack.secretVersions.filter(({ secretId }) => names(secret, secretId));
  return candidateOf({ keyId: told.keyId, userName: user.name }, user, secret, versions, told, stack);
}

function candidateOf(
  about: KeySubject,
  user: IamUserArn,
  secretId: string,
  versionResources: readonly SecretVersionResource[],
  told: ToldOfKey,
  stack: Stack,
): MachineCandidate {
  return {
    ...about,
    keyId: about.keyId,
    user,
    secretId,
    versionResources,
    graceSeconds: told.graceSeconds ?? DEFAULT_GRACE_SECONDS,
    quietSeconds: told.quietSeconds ?? DEFAULT_QUIET_SECONDS,
    isByTheWay: stack.targets.length > 0 && (told.secret ?? told.keyId ?? told.user) === undefined,
  };
}

/** Whether both name one secret: an ARN ends with the name, a hyphen and six characters of AWS's own. */
function names(one: string, other: string): boolean {
  const nameIn = (id: string) => /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.+)-\w{6}$/.exec(id)?.[1];
  return one === other || nameIn(one) === other || one === nameIn(other);
}

function refused(
  about: KeySubject,
  key: KeyResource,
  code: FaultCode,
  seen: string,
  advice?: string,
): CandidateFinding {
  const fault = new Fault(code, {
    doing: `looking who works with access key ${masked(key.keyId)} of IAM user ${JSON.stringify(key.userName)} (${key.address.text})`,
    seen,
    state: "Nothing was changed.",
    ...(advice !== undefined && { advice }),
  });
  return { kind: "refused", about, fault };
}
