import type { AwsCallRecord } from "../../../../sandbox/aws/sandbox-aws.js";
import type { GatewayCallRecord, GatewayEvent } from "../../../../sandbox/gateway/sandbox-gateway.js";
import type { Stage } from "../stage.js";

/** An access key and the call that made it. */
export interface KeyMade {
  readonly id: string;
  readonly call: AwsCallRecord;
  /** Whether another identity than the key's own user made it. */
  readonly byAnother: boolean;
}

/** The life of the seed as the call logs of both sides tell it; what did not happen is undefined. */
export interface SeedStory {
  /** Every key that was not made by its own user: the seed, and nothing else if all is well. */
  readonly minted: readonly KeyMade[];
  readonly seed: KeyMade | undefined;
  readonly user: string | undefined;
  readonly handOver: GatewayCallRecord | undefined;
  readonly rotation: GatewayEvent | undefined;
  readonly workingKeyId: string | undefined;
  /** Successful calls to STS that the deployer's side signed with the working key, in their order. */
  readonly proofs: readonly AwsCallRecord[];
  readonly deactivation: AwsCallRecord | undefined;
  readonly deletion: AwsCallRecord | undefined;
}

/** Tells the seed's life from what was recorded during the deploy that bootstrapped it. */
export function seedStory({ aws, gateway, events, keysMade }: Stage): SeedStory {
  const done = aws.filter(({ status }) => status < 300);
  const keys = done
    .filter(({ action }) => action === "CreateAccessKey")
    .map((call, index) => ({ id: keysMade[index] ?? "", call, byAnother: !isOwnUser(call) }));
  const minted = keys.filter(({ byAnother }) => byAnother);
  const seed = minted[0];
  const rotation = events.find(({ kind, from }) => kind === "rotated" && from === seed?.id);
  const onSeed = done.filter(({ parameters }) => parameters.AccessKeyId === seed?.id);
  return {
    minted,
    seed,
    user: seed?.call.parameters.UserName,
    handOver: gateway.find(({ command, status }) => command === "target-create-aws" && status < 300),
    rotation,
    workingKeyId: rotation?.to,
    proofs: done.filter(
      ({ service, callerKeyId, at }) =>
        service === "sts" && rotation !== undefined && callerKeyId === rotation.to && at >= rotation.at,
    ),
    deactivation: onSeed.find(
      ({ action, parameters }) => action === "UpdateAccessKey" && parameters.Status === "Inactive",
    ),
    deletion: onSeed.find(({ action }) => action === "DeleteAccessKey"),
  };
}

function isOwnUser({ caller, parameters }: AwsCallRecord): boolean {
  return parameters.UserName === undefined || caller?.endsWith(`/${parameters.UserName}`) === true;
}
