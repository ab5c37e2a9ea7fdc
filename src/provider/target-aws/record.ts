import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { Fault } from "../../errors/fault.js";
import type { TargetRecord } from "../../gateway/index.js";
import type { ComputedOf, StoredOf } from "../../vocabulary/index.js";
import type { Clients } from "../../wiring/index.js";
import type { OwnObject } from "../own-object.js";
import type { Plan, TargetAwsTable, Update } from "./operations.js";

/** The target that a state speaks of. */
export function own(
  { name, target_id }: Pick<StoredOf<TargetAwsTable>, "name" | "target_id">,
  { gateway }: Clients,
): OwnObject<TargetRecord> {
  return { noun: "target", name, number: target_id, shelf: gateway.targets };
}

/** The target as the gateway has it after a write. Throws SEED_TARGET_MISSING when it is gone again. */
export async function theTarget(client: Clients, plan: Plan, signal: AbortSignal): Promise<TargetRecord> {
  const found = await client.gateway.targets.find(plan.name, { signal });
  if (found) return found;
  throw new Fault("SEED_TARGET_MISSING", {
    doing: `reading target ${normalizedGatewayPath(plan.name)} back`,
    seen: "the gateway does not have it any more",
    state: "It was there a moment ago; another caller has removed it.",
  });
}

/** What the plan says of the target, apart from its credentials. */
export function shapeOf({ name, description, region, max_versions, key }: Plan) {
  return {
    name: normalizedGatewayPath(name),
    description,
    region,
    ...keeping(max_versions),
    ...(key !== null && { protectionKey: key }),
  };
}

/** What goes along with every credential that is sent, and is stored as soon as it is. */
export function sentAlong({ description, region, max_versions, key }: Plan) {
  return { description, region, max_versions, key };
}

/**
 * Whether something changes that the gateway takes only together with the credential. A key that is taken out of the
 * configuration stays as it is, so that there is nothing to send.
 */
export const goesWithCredential = ({ plan, changed }: Pick<Update, "plan" | "changed">): boolean =>
  changed("region") || (changed("key") && plan.key !== null);

const keeping = (maxVersions: number | null) => (maxVersions === null ? {} : { maxVersions });

/** What is stored of a target that is there. */
export function computed(
  record: TargetRecord,
  seedKeyId: string | null,
  externalId: string | null = null,
): ComputedOf<TargetAwsTable> {
  return {
    target_id: record.id,
    seed_key_id: seedKeyId,
    external_id: externalId,
    gateway_record: "present",
  };
}

/** Whether what needs no credential changes: the description, and how many versions are kept. */
export const isDescribedAnew = ({ changed }: Pick<Update, "changed">): boolean =>
  changed("description", "max_versions");

/** Changes what needs no credential. */
export function describe({ plan, client, signal }: Update): Promise<void> {
  return client.gateway.targets.describe(plan.name, plan.description, {
    signal,
    ...keeping(plan.max_versions),
  });
}
