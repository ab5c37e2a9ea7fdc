import type { AwsCallRecord, SandboxAccessKey } from "../../sandbox/aws/sandbox-aws.js";
import type { GatewayCallRecord, GatewayEvent } from "../../sandbox/gateway/sandbox-gateway.js";
import type { Sandbox } from "../../sandbox/sandbox.js";
import type { TerraformOutcome } from "../deploy/cdktf.js";
import { holdingsOf } from "./holdings.js";

/** What happened in one stage of a story, as the two sides recorded it, and how things stood afterwards. */
export interface StageRecord {
  readonly seconds: number;
  readonly aws: readonly AwsCallRecord[];
  readonly gateway: readonly GatewayCallRecord[];
  readonly events: readonly GatewayEvent[];
  /** Ids of the access keys that were made, in their order. */
  readonly keysMade: readonly string[];
  readonly keysAfter: readonly SandboxAccessKey[];
  /** What the two systems hold afterwards that was not there when the story began, but for access keys. */
  readonly madeAndThere: readonly string[];
}

/** A stage that runs Terraform. */
export interface DeployRecord extends StageRecord {
  readonly terraform: TerraformOutcome | undefined;
}

/** What a stage itself has to tell beside its record. */
export type Told<Stage extends StageRecord> = Omit<Stage, keyof StageRecord>;

/**
 * Notes what the sandbox records while `work` runs.
 *
 * @param there what was there when the story began; see {@link holdingsOf}.
 */
export async function recordStage<T extends object>(
  sandbox: Sandbox,
  there: ReadonlySet<string>,
  now: () => Date,
  work: () => Promise<T>,
): Promise<StageRecord & T> {
  const { aws, gateway } = sandbox;
  const before = {
    at: now().getTime(),
    aws: aws.calls().length,
    gateway: gateway.calls().length,
    events: gateway.events().length,
    keys: aws.everCreatedKeyIds().length,
  };
  const told = await work();
  return {
    ...told,
    seconds: (now().getTime() - before.at) / 1000,
    aws: aws.calls().slice(before.aws),
    gateway: gateway.calls().slice(before.gateway),
    events: gateway.events().slice(before.events),
    keysMade: aws.everCreatedKeyIds().slice(before.keys),
    keysAfter: aws.accessKeys(),
    madeAndThere: holdingsOf(sandbox).filter((object) => !there.has(object)),
  };
}
