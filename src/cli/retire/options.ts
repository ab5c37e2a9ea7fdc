import { gatewayPathFlaw, normalizedGatewayPath } from "../../domain/gateway-path.js";
import { type IamUserArn, parseIamUserArn } from "../../domain/iam-user-arn.js";
import { Fault } from "../../errors/fault.js";
import type { StateSource } from "./state-source.js";

/** What the person has said about the key, beside or instead of a state. */
export interface Told {
  readonly target?: string;
  readonly user?: IamUserArn;
  readonly rotator?: string;
  readonly keyId?: string;
  readonly proofProducer?: string;
  readonly quietSeconds?: number;
  /** Addresses of resources that name the key, too, and are known not to need it. */
  readonly despite: readonly string[];
}

export interface RetireOptions {
  /** Undefined: everything was told. */
  readonly source: StateSource | undefined;
  readonly told: Told;
  readonly dryRun: boolean;
}

/** The flags as they were given. */
export interface RetireFlags {
  readonly state?: string;
  readonly terraform?: string;
  readonly workspace?: string;
  readonly hostname?: string;
  readonly target?: string;
  readonly user?: string;
  readonly rotator?: string;
  readonly key?: string;
  readonly proofProducer?: string;
  readonly quietPeriodSeconds?: number;
  readonly despite?: readonly string[];
  readonly dryRun?: true;
}

const LONGEST_QUIET_SECONDS = 3_600;
/** The shape that IAM itself gives to ids of access keys. */
const KEY_ID = /^[A-Z0-9]{16,128}$/;

/** Understands the flags together. @throws Fault COMMAND_MISUSED */
export function retireOptions(flags: RetireFlags): RetireOptions {
  const { key, quietPeriodSeconds: quietSeconds } = flags;
  if (key !== undefined && !KEY_ID.test(key)) {
    throw misused("--key should be the id of an access key, such as AKIA…, got something else (not shown)");
  }
  if (quietSeconds !== undefined && quietSeconds > LONGEST_QUIET_SECONDS) {
    throw misused(`--quiet-period-seconds should be 0 to ${LONGEST_QUIET_SECONDS}, got ${quietSeconds}`);
  }
  const target = path("--target", flags.target);
  const rotator = path("--rotator", flags.rotator);
  const proofProducer = path("--proof-producer", flags.proofProducer);
  const user = flags.user === undefined ? undefined : arn(flags.user);
  const source = sourceFrom(flags);
  if (source === undefined && !(target && user && rotator)) {
    throw misused(
      "nothing says what is to be retired",
      "Name a state by --state, --terraform or --workspace; or all of --target, --user and --rotator.",
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
      despite: flags.despite ?? [],
    },
    dryRun: flags.dryRun === true,
  };
}

function sourceFrom({ state, terraform, workspace, hostname }: RetireFlags): StateSource | undefined {
  const given = Object.entries({ state, terraform, workspace }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    throw misused(`${given.map(([name]) => `--${name}`).join(" and ")} both name a state`, "Name one state.");
  }
  if (hostname !== undefined && workspace === undefined) {
    throw misused("--hostname is given, and no --workspace");
  }
  if (state !== undefined) return { kind: "file", path: state };
  if (terraform !== undefined) return { kind: "terraform", folder: terraform };
  if (workspace === undefined) return undefined;
  const [organization, name, ...more] = workspace.split("/");
  if (!organization || !name || more.length > 0) {
    throw misused(`--workspace should be ORGANIZATION/NAME, got ${JSON.stringify(workspace)}`);
  }
  return { kind: "workspace", organization, name, hostname };
}

function path(flag: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const flaw = gatewayPathFlaw(given);
  if (flaw) throw misused(`${flag} ${flaw}`);
  return normalizedGatewayPath(given);
}

function arn(given: string): IamUserArn {
  const user = parseIamUserArn(given);
  if (user) return user;
  throw misused(`--user should be the ARN of an IAM user, got ${JSON.stringify(given)}`);
}

function misused(seen: string, advice?: string): Fault {
  return new Fault("COMMAND_MISUSED", {
    doing: "reading the command line",
    seen,
    state: "Nothing was changed.",
    ...(advice !== undefined && { advice }),
  });
}
