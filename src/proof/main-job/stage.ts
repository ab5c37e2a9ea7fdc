import type { AwsCallRecord, SandboxAccessKey } from "../../sandbox/aws/sandbox-aws.js";
import type { GatewayCallRecord, GatewayEvent } from "../../sandbox/gateway/sandbox-gateway.js";
import type { Sandbox } from "../../sandbox/sandbox.js";
import type { Changes } from "./cdktf-output.js";

/** The stages of the main job, in their order. */
export const STAGES = [
  "plan",
  "first deploy",
  "second deploy",
  "a day goes by",
  "third deploy",
  "use",
  "destroy",
] as const;

export type StageName = (typeof STAGES)[number];

/** What Terraform said in a stage that ran it. */
export interface TerraformOutcome {
  readonly noChanges: boolean;
  readonly changes: Changes | undefined;
}

/** What happened in one stage, as the two sides recorded it, and how things stood afterwards. */
export interface Stage {
  readonly seconds: number;
  readonly aws: readonly AwsCallRecord[];
  readonly gateway: readonly GatewayCallRecord[];
  readonly events: readonly GatewayEvent[];
  /** Ids of the access keys that were made, in their order. */
  readonly keysMade: readonly string[];
  readonly keysAfter: readonly SandboxAccessKey[];
  /** The key that the target holds afterwards. */
  readonly heldAfter: string | undefined;
  readonly terraform: TerraformOutcome | undefined;
  /** In stage "use": whom STS named for the credential that the gateway had issued. */
  readonly usedAs: string | undefined;
}

/** What the promises are judged by: the recorded stages, of those that were reached. */
export type History = { readonly [Name in StageName]?: Stage };

/** What a stage itself has to tell; the rest is read from the sandbox. */
export type StageReport = Partial<Pick<Stage, "terraform" | "usedAs">>;

/** Notes what the sandbox records while `work` runs. */
export async function recordStage(
  sandbox: Sandbox,
  now: () => Date,
  work: () => Promise<StageReport>,
): Promise<Stage> {
  const { aws, gateway } = sandbox;
  const before = {
    at: now().getTime(),
    aws: aws.calls().length,
    gateway: gateway.calls().length,
    events: gateway.events().length,
    keys: aws.everCreatedKeyIds().length,
  };
  const { terraform, usedAs } = await work();
  const target = gateway
    .calls()
    .find(({ command, status }) => command === "target-create-aws" && status < 300);
  return {
    seconds: (now().getTime() - before.at) / 1000,
    aws: aws.calls().slice(before.aws),
    gateway: gateway.calls().slice(before.gateway),
    events: gateway.events().slice(before.events),
    keysMade: aws.everCreatedKeyIds().slice(before.keys),
    keysAfter: aws.accessKeys(),
    heldAfter: target?.name ? gateway.heldKeyId(target.name) : undefined,
    terraform,
    usedAs,
  };
}
