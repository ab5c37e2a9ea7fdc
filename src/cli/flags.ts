import { gatewayPathFlaw, normalizedGatewayPath } from "../domain/gateway-path.js";
import { type IamUserArn, parseIamUserArn } from "../domain/iam-user-arn.js";
import { Fault } from "../errors/fault.js";
import type { StateSource } from "./state/state-source.js";

/** The flags that name a state, as they were given. */
export interface StateFlags {
  readonly state?: string;
  readonly terraform?: string;
  readonly workspace?: string;
  readonly hostname?: string;
}

/** The one state that the flags name; undefined when they name none. @throws Fault COMMAND_MISUSED */
export function stateFlag({ state, terraform, workspace, hostname }: StateFlags): StateSource | undefined {
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

/** A path in the gateway, in its one spelling. @throws Fault COMMAND_MISUSED */
export function gatewayPathFlag(flag: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const flaw = gatewayPathFlaw(given);
  if (flaw) throw misused(`${flag} ${flaw}`);
  return normalizedGatewayPath(given);
}

/** What `--user` names. @throws Fault COMMAND_MISUSED */
export function userFlag(given: string | undefined): IamUserArn | undefined {
  if (given === undefined) return undefined;
  const user = parseIamUserArn(given);
  if (user) return user;
  throw misused(`--user should be the ARN of an IAM user, got ${JSON.stringify(given)}`);
}

/** Flags that cannot be meant so. */
export function misused(seen: string, advice?: string): Fault {
  return new Fault("COMMAND_MISUSED", {
    doing: "reading the command line",
    seen,
    state: "Nothing was changed.",
    ...(advice !== undefined && { advice }),
  });
}
