import type { IamUserArn } from "../../domain/iam-user-arn.js";
import { gatewayPathFlag, misused, type StateFlags, stateFlag, userFlag } from "../flags.js";
import { DEFAULT_GRACE_SECONDS } from "../retire/options.js";
import type { StateSource } from "../state/state-source.js";

/** The flags as they were given. */
export interface StatusFlags extends StateFlags {
  readonly target?: string;
  readonly user?: string;
  readonly rotator?: string;
  readonly secret?: string;
  readonly gracePeriodSeconds?: number;
  readonly mermaid?: true;
}

/** What the person has said about the target, beside or instead of a state. */
export interface ToldOfTarget {
  readonly target: string | undefined;
  readonly user: IamUserArn | undefined;
  readonly rotator: string | undefined;
}

export interface StatusOptions {
  /** Undefined: the target was told. */
  readonly source: StateSource | undefined;
  readonly told: ToldOfTarget;
  /** Whether the report is written in Markdown, with its diagrams in Mermaid. */
  readonly mermaid: boolean;
}

/** A secret of AWS Secrets Manager whose key is looked at. */
export interface SecretStatusOptions {
  /** Its ARN, or its name in the region of the environment. */
  readonly secret: string;
  /** Whose keys it holds; undefined: the labels of its versions have to do. */
  readonly user: IamUserArn | undefined;
  /** For how long its owner lets a replaced key go on working. */
  readonly graceSeconds: number;
}

/** What `--secret` asks for; undefined without it. @throws Fault COMMAND_MISUSED together with flags of a target */
export function secretStatusOptions({
  secret,
  user,
  gracePeriodSeconds,
  ...flags
}: StatusFlags): SecretStatusOptions | undefined {
  if (secret === undefined) {
    if (gracePeriodSeconds === undefined) return undefined;
    throw misused("--grace-period-seconds is given, and no --secret", "A state tells the grace of its keys.");
  }
  const others = ["target", "rotator", "state", "terraform", "workspace", "mermaid"] as const;
  const other = others.find((name) => flags[name] !== undefined);
  if (other) throw misused(`--secret and --${other} are given`, "Look at the one, then at the other.");
  return { secret, user: userFlag(user), graceSeconds: gracePeriodSeconds ?? DEFAULT_GRACE_SECONDS };
}

/** Understands the flags together. @throws Fault COMMAND_MISUSED */
export function statusOptions(flags: StatusFlags): StatusOptions {
  const source = stateFlag(flags);
  const target = gatewayPathFlag("--target", flags.target);
  const user = userFlag(flags.user);
  const rotator = gatewayPathFlag("--rotator", flags.rotator);
  if (target === undefined && source === undefined) {
    throw misused(
      "nothing says which target is meant",
      "Name it by --target and --user, or a state that holds it by --state, --terraform or --workspace.",
    );
  }
  if (target === undefined && (user ?? rotator) !== undefined) {
    throw misused(`--${user ? "user" : "rotator"} is given, and no --target that it belongs to`);
  }
  return { source, told: { target, user, rotator }, mermaid: flags.mermaid === true };
}
