import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { Fault } from "../../errors/fault.js";
import type { GatewayObjects } from "../../gateway/index.js";
import { ROTATED_DETAILS } from "../../types/families/rotated-secret.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import { isNewVersion } from "../../types/mechanism/new-version.js";
import { isTakenAway, type Values } from "../../types/mechanism/requests.js";
import { rawAt } from "../../types/wire/index.js";

/** What a rotated secret may replace in a target itself, by the target's type. */
const REPLACED: { readonly [type: string]: readonly string[] } = {
  target_db: ["pwd_wo", "snowflake_api_private_key_wo"],
  target_azure: ["client_secret_wo"],
  target_gcp: ["gcp_key_wo"],
  target_ssh: ["ssh_password_wo", "private_key_wo"],
};

interface Changing {
  readonly plan: Values;
  readonly prior: Values;
  readonly signal: AbortSignal;
}

/**
 * Refuses to replace, or to take away, what a rotated secret has made for a target: the configuration says one that was
 * there before, with which no login would work any more. What works by a user of its own through the target does not
 * matter. Nothing is asked for unless such a secret is to be sent.
 *
 * @param name under which the target is there now
 */
export async function refuseOverRotator(
  { table, noun }: GatewayType,
  objects: GatewayObjects,
  name: string,
  { plan, prior, signal }: Changing,
): Promise<void> {
  const attribute = (REPLACED[table.type] ?? []).find((secret) => {
    const { wire, versionedBy = "" } = table.attributes[secret] ?? {};
    const [planned, before] = [plan[versionedBy] ?? null, prior[versionedBy] ?? null] as (number | null)[];
    if (isNewVersion(planned ?? null, before ?? null)) return true;
    return isTakenAway({ ...(wire && { wire }), versionedBy }, { plan, prior });
  });
  if (attribute === undefined) return;
  const rotators = await rotatorsOf(objects, name, signal);
  if (rotators.length === 0) return;
  const version = `${attribute}_version`;
  throw new Fault("GIVEN_SECRET_ROTATED", {
    doing: `replacing what ${noun} ${JSON.stringify(normalizedGatewayPath(name))} holds`,
    seen: `${version} changes, and ${attribute} is replaced by ${rotators.map((path) => JSON.stringify(path)).join(", ")}`,
    state: "Nothing was changed.",
    attribute: version,
    advice: `Set ${version} to ${prior[version]} as before: what the target holds is newer, and ${attribute} itself may be left out. To give the target another one, destroy that rotated secret first.`,
  });
}

/** Paths of the rotated secrets that replace what the target itself holds; those that the caller may not read may. */
async function rotatorsOf(objects: GatewayObjects, name: string, signal: AbortSignal): Promise<string[]> {
  const doing = "looking for what rotates target";
  const target = await objects.find({ command: "target-get", doing, name }, { signal });
  const items = rawAt(target, "target_items_assoc");
  const found: string[] = [];
  for (const item of Array.isArray(items) ? items : []) {
    const path = rawAt(item, "item_name");
    if (rawAt(item, "item_type") !== "ROTATED_SECRET" || typeof path !== "string") continue;
    if (await rotatesTarget(objects, path, signal)) found.push(normalizedGatewayPath(path));
  }
  return found;
}

async function rotatesTarget(objects: GatewayObjects, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    const item = await objects.find(
      { command: "describe-item", doing: "reading rotated secret", name },
      { signal },
    );
    return /^target/.test(String(rawAt(item, `${ROTATED_DETAILS}.rotator_type`)));
  } catch (error) {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return true;
    throw error;
  }
}
