import type { IamUserArn } from "../../domain/iam-user-arn.js";
import { gatewayPathFlag, misused, type StateFlags, stateFlag, userFlag } from "../flags.js";
import type { StateSource } from "../state/state-source.js";

/** What the person has said about the key, beside or instead of a state. */
export interface ToldOfKey {
  readonly target?: string;
  readonly user?: IamUserArn;
  readonly rotator?: string;
  readonly keyId?: string;
  readonly proofProducer?: string;
  readonly quietSeconds?: number;
  /** A secret of AWS Secrets Manager, by its ARN or name. */
  readonly secret?: string;
  /** For which a key that is replaced in a secret goes on working. */
  readonly graceSeconds?: number;
  /**
   * What may use the key, too, and is known not to need it: addresses of resources, and paths in the gateway of what
   * cannot be looked at there (`/`: of all that it does not list).
   */
  readonly despite: readonly string[];
}

export interface RetireOptions {
  /** Undefined: everything was told. */
  readonly source: StateSource | undefined;
  readonly told: ToldOfKey;
  readonly dryRun: boolean;
}

/** The flags as they were given. */
export interface RetireFlags extends StateFlags {
  readonly target?: string;
  readonly user?: string;
  readonly rotator?: string;
  readonly key?: string;
  readonly proofProducer?: string;
  readonly quietPeriodSeconds?: number;
  readonly secret?: string;
  readonly gracePeriodSeconds?: number;
  readonly despite?: readonly string[];
  readonly dryRun?: true;
}

/** In seconds; the same as for the resource. */
export const LONGEST_QUIET_SECONDS = 3_600;
/** In seconds; both are those of `latchkey_machine_key`. */
export const LONGEST_GRACE_SECONDS = 365 * 86_400;
export const DEFAULT_GRACE_SECONDS = 7 * 86_400;
/** The shape that IAM itself gives to ids of access keys. */
const KEY_ID = /^[A-Z0-9]{16,128}$/;

/** Understands the flags together. @throws Fault COMMAND_MISUSED */
export function retireOptions(flags: RetireFlags): RetireOptions {
  const { key, secret, quietPeriodSeconds: quietSeconds, gracePeriodSeconds: graceSeconds } = flags;
  if (key !== undefined && !KEY_ID.test(key)) {
    throw misused("--key should be the id of an access key, such as AKIA…, got something else (not shown)");
  }
  const target = gatewayPathFlag("--target", flags.target);
  const rotator = gatewayPathFlag("--rotator", flags.rotator);
  const proofProducer = gatewayPathFlag("--proof-producer", flags.proofProducer);
  const user = userFlag(flags.user);
  const source = stateFlag(flags);
  if (secret !== undefined && (secret === "" || target !== undefined || rotator !== undefined)) {
    throw misused("--secret should name a secret of AWS, and stands without --target and --rotator");
  }
  if (source === undefined && !(target && user && rotator) && !(secret && user)) {
    throw misused(
      "nothing says what is to be retired",
      "Name a state by --state, --terraform or --workspace; or all of --target, --user and --rotator; or --secret and --user.",
    );
  }
  return {
    source,
    told: {
      ...(target !== undefined && { target }),
      ...(user !== undefined && { user }),
      ...(rotator !== undefined && { rotator }),
      ...(key !== undefined && { keyId: key }),
      ...(proofProducer !== undefined && { proofProducer }),
      ...(quietSeconds !== undefined && { quietSeconds }),
      ...(secret !== undefined && { secret }),
      ...(graceSeconds !== undefined && { graceSeconds }),
      despite: flags.despite ?? [],
    },
    dryRun: flags.dryRun === true,
  };
}
