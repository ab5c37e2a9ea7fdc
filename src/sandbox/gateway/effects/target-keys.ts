import { type AwsKeys, type AwsTarget, newest } from "../records/target.js";
import { GatewayRefusal } from "../refusal.js";
import type { GatewayWorld } from "../world.js";
import { assumedRole } from "./assumed-role.js";
import { awsSaid } from "./aws-error.js";

/** A key is young for as long as AWS may still be spreading it. */
const YOUNG_MS = 120_000;
/** How long a caller is kept waiting for a young key. */
const PATIENCE_MS = 10_000;

export interface UsableKeys {
  readonly keys: AwsKeys;
  readonly region: string;
  /** Milliseconds for which AWS may still answer that it does not know the key. */
  readonly patienceMs: number;
}

/** The keys with which a target reaches AWS now: its own, the gateway's, or those of a role that the gateway assumes. */
export async function targetKeys(world: GatewayWorld, target: AwsTarget): Promise<UsableKeys> {
  const { details, createdAt } = newest(target.versions);
  if (!details.useGatewayIdentity) {
    if (!details.keys) throw new GatewayRefusal(400, `target ${target.name} holds no credentials`);
    const young = world.clock.now().getTime() - createdAt.getTime() < YOUNG_MS;
    return { keys: details.keys, region: details.region, patienceMs: young ? PATIENCE_MS : 0 };
  }
  if (details.roleArn === "") return { keys: world.identity, region: details.region, patienceMs: 0 };
  try {
    const { keys } = await world.aws.as(world.identity, details.region, ({ sts }) =>
      assumedRole(sts, world.secrets, {
        roleArn: details.roleArn,
        sessionName: "gateway",
        seconds: 3600,
        externalId: details.externalId,
        sessionTags: "",
        transitiveTagKeys: "",
      }),
    );
    return { keys, region: details.region, patienceMs: 0 };
  } catch (error) {
    throw new GatewayRefusal(400, `failed to assume the role of target ${target.name}: ${awsSaid(error)}`);
  }
}
