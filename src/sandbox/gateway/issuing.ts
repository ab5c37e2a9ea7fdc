import { awsSaid } from "./effects/aws-error.js";
import { callCreate, callRevoke } from "./effects/webhook.js";
import { type Issue, issueAws, takeBackUser } from "./issuing-aws.js";
import { issueRandom } from "./issuing-random.js";
import type { CustomDynamicItem, DynamicItem, OutstandingCredential } from "./records/item.js";
import { GatewayRefusal } from "./refusal.js";
import type { TokenCaller } from "./session.js";
import type { GatewayWorld } from "./world.js";

/** How long a credential that could not be taken back waits for the next attempt. */
const RETRY_MS = 60_000;

/** Issues a credential of a dynamic secret. The answer is flat, as the service's is. */
export async function issue(
  world: GatewayWorld,
  item: DynamicItem,
  caller: TokenCaller,
  args: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  if (!item.active) throw new GatewayRefusal(400, `dynamic secret ${item.name} is stopped`);
  const made = await issueBy(world, item, caller, args);
  const now = world.clock.now();
  item.issued.push({
    id: made.id,
    accessId: caller.accessId,
    subClaims: caller.subClaims,
    createdAt: now,
    expiresAt: new Date(now.getTime() + item.ttlSeconds * 1000),
    retryAt: null,
    revocable: made.revocable,
  });
  item.accessedAt = now;
  world.events.add("issued", item.name);
  return made.value;
}

/** Takes an issued credential back now. Throws a refusal if the other side does not let it; it stays listed then. */
export async function revoke(
  world: GatewayWorld,
  item: DynamicItem,
  credential: OutstandingCredential,
  kind: "revoked" | "expired",
): Promise<void> {
  try {
    if (credential.revocable) await takeBack(world, item, credential);
    item.issued = item.issued.filter((other) => other !== credential);
    world.events.add(kind, item.name);
  } catch (error) {
    credential.retryAt = new Date(world.clock.now().getTime() + RETRY_MS);
    item.failure = error instanceof GatewayRefusal ? error.message : awsSaid(error);
    world.events.add("revocation-failed", item.name);
    throw new GatewayRefusal(400, `failed to revoke temporary credentials ${credential.id}: ${item.failure}`);
  }
}

/** Takes a credential back because its time is over; a failure is kept with the item and tried again in a minute. */
export async function expireIfDue(
  world: GatewayWorld,
  item: DynamicItem,
  credential: OutstandingCredential,
): Promise<void> {
  const now = world.clock.now();
  if (!item.issued.includes(credential) || credential.expiresAt > now) return;
  if (credential.retryAt && credential.retryAt > now) return;
  try {
    await revoke(world, item, credential, "expired");
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error;
  }
}

function issueBy(
  world: GatewayWorld,
  item: DynamicItem,
  caller: TokenCaller,
  args: Readonly<Record<string, string>>,
): Promise<Issue> | Issue {
  if (item.kind === "dynamic-aws") return issueAws(world, item, caller, args);
  return item.kind === "dynamic-custom"
    ? issueCustom(world, item, caller, args)
    : issueRandom(world, item, caller);
}

async function issueCustom(
  world: GatewayWorld,
  item: CustomDynamicItem,
  caller: TokenCaller,
  args: Readonly<Record<string, string>>,
): Promise<Issue> {
  const made = await callCreate(world, item, caller, args);
  world.secrets.keepParts(made.response);
  return { id: made.id, revocable: true, value: { ...made.response, id: made.id } };
}

async function takeBack(
  world: GatewayWorld,
  item: DynamicItem,
  credential: OutstandingCredential,
): Promise<void> {
  if (item.kind === "dynamic-aws") await takeBackUser(world, item, credential.id);
  if (item.kind === "dynamic-custom") await callRevoke(world, item, [credential.id]);
}

/** Takes back everything that an item has issued and that can be taken back; the rest runs out by itself. */
export async function revokeAll(world: GatewayWorld, item: DynamicItem): Promise<void> {
  for (const credential of item.issued.filter(({ revocable }) => revocable)) {
    await revoke(world, item, credential, "revoked");
  }
}
