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
export function shapeOf({ name, description, region, max_versions }: Plan) {
  return { name: normalizedGatewayPath(name), description, region, ...keeping(max_versions) };
}

const keeping = (maxVersions: number | null) => (maxVersions === null ? {} : { maxVersions });

/** What is stored of a target that is there. */
export function computed(record: TargetRecord, seedKeyId: string | null): ComputedOf<TargetAwsTable> {
  return { target_id: record.id, seed_key_id: seedKeyId, gateway_record: "present" };
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
