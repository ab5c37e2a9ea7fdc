import { assumedRole } from "./effects/assumed-role.js";
import type { AwsClients } from "./effects/aws-endpoint.js";
import { awsSaid } from "./effects/aws-error.js";
import { whileKeyIsUnknown } from "./effects/patience.js";
import { targetKeys, type UsableKeys } from "./effects/target-keys.js";
import { createTemporaryUser, deleteTemporaryUser } from "./effects/temporary-user.js";
import { targetLock } from "./locks.js";
import { randomPassword } from "./random-text.js";
import type { AwsDynamicItem } from "./records/item.js";
import { framed, GatewayRefusal, invalidRequest } from "./refusal.js";
import type { TokenCaller } from "./session.js";
import { temporaryName } from "./temporary-name.js";
import { ofAws } from "./typed-target.js";
import type { GatewayWorld } from "./world.js";

/** What was issued: the credential to be taken back later, and what the caller gets. */
export interface Issue {
  readonly id: string;
  readonly revocable: boolean;
  readonly value: Record<string, unknown>;
}

/** Issues AWS credentials through the item's target or inline key. Throws a refusal that tells what AWS said. */
export async function issueAws(
  world: GatewayWorld,
  item: AwsDynamicItem,
  caller: TokenCaller,
  args: Readonly<Record<string, string>>,
): Promise<Issue> {
  const name = temporaryName(world, item, caller, item.config.usernameTemplate, `tmp.${caller.accessId}.`);
  const issueBy = item.config.mode === "assume_role" ? issueSession : issueUser;
  try {
    return await withIssuerKeys(world, item, ({ keys, region, patienceMs }) =>
      world.aws.as(keys, item.config.region || region, (clients) =>
        whileKeyIsUnknown(world.sleep, patienceMs, () => issueBy(world, item, clients, name, args)),
      ),
    );
  } catch (error) {
    if (error instanceof GatewayRefusal) throw error;
    item.failure = awsSaid(error);
    throw framed({
      wanted: "get dynamic secret value",
      step: `issue credentials of ${item.name}`,
      status: 400,
      code: "ProducerFailed",
      detail: item.failure,
    });
  }
}

/** Deletes the temporary user `name`. Throws what AWS said. */
export async function takeBackUser(world: GatewayWorld, item: AwsDynamicItem, name: string): Promise<void> {
  await withIssuerKeys(world, item, ({ keys, region, patienceMs }) =>
    world.aws.as(keys, region, ({ iam }) =>
      whileKeyIsUnknown(world.sleep, patienceMs, () => deleteTemporaryUser(iam, name)),
    ),
  );
}

async function issueSession(
  world: GatewayWorld,
  item: AwsDynamicItem,
  { sts }: AwsClients,
  name: string,
  args: Readonly<Record<string, string>>,
): Promise<Issue> {
  const { config } = item;
  const { keys, arn } = await assumedRole(sts, world.secrets, {
    roleArn: chosenRole(config.roleArns, args["role-arn"]),
    sessionName: name.slice(0, 64),
    seconds: item.ttlSeconds,
    externalId: config.externalId,
    sessionTags: config.sessionTags,
    transitiveTagKeys: config.transitiveTagKeys,
  });
  const value = {
    access_key_id: keys.accessKeyId,
    secret_access_key: keys.secretAccessKey.reveal(),
    security_token: keys.sessionToken?.reveal() ?? "",
    id: name,
    user: arn,
    ...common(item),
  };
  return { id: name, revocable: false, value };
}

async function issueUser(
  world: GatewayWorld,
  item: AwsDynamicItem,
  clients: AwsClients,
  name: string,
): Promise<Issue> {
  const { config } = item;
  const { length, ...classes } = config.passwordPolicy;
  const password = config.consoleAccess ? world.secrets.keep(randomPassword(length, classes)) : null;
  const made = await createTemporaryUser(clients, world.secrets, {
    userName: name,
    policies: config.policies,
    groups: config.groups,
    programmatic: config.programmaticAccess,
    password: password?.reveal() ?? null,
  });
  const key = made && {
    access_key_id: made.accessKeyId,
    secret_access_key: made.secretAccessKey.reveal(),
    security_token: "",
  };
  const value = {
    ...key,
    ...(password && { password: password.reveal() }),
    id: name,
    user: name,
    ...common(item),
  };
  return { id: name, revocable: true, value };
}

function common(item: AwsDynamicItem): { ttl_in_minutes: string; type: string } {
  return { ttl_in_minutes: String(Math.floor(item.ttlSeconds / 60)), type: item.config.mode };
}

/** Runs `job` with the credentials that an AWS dynamic secret uses, while no rotation replaces them. */
async function withIssuerKeys<T>(
  world: GatewayWorld,
  item: AwsDynamicItem,
  job: (keys: UsableKeys) => Promise<T>,
): Promise<T> {
  if (item.config.inlineKeys) {
    return job({ keys: item.config.inlineKeys, region: item.config.region, patienceMs: 0 });
  }
  const target = world.store.targets.byId(item.targetId);
  if (!target) throw new GatewayRefusal(400, `dynamic secret ${item.name} has no target any more`);
  return world.locks.run(targetLock(target.id), async () => job(await targetKeys(world, ofAws(target))));
}

/** The role to assume: the one that was asked for, which must be one of the item's, or the first. */
function chosenRole(roles: readonly string[], asked: string | undefined): string {
  const role = asked ?? roles[0];
  if (role === undefined) throw invalidRequest("the dynamic secret names no role to assume");
  if (!roles.includes(role)) throw invalidRequest("role-arn is not one of the dynamic secret's roles");
  return role;
}
