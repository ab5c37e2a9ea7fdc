import { masked } from "../../domain/masked.js";
import { Fault } from "../../errors/fault.js";
import type { HeldKeyId } from "../../gateway/index.js";
import { sourcesIn } from "../../schema/index.js";
import type { Update } from "./operations.js";

/**
 * What the rotators of a target mean for an access key that is to be sent. The same key's new version would replace the
 * key that a rotator has made with one that was made before it, and that AWS may have forgotten: refused, before
 * anything is written. Another key is the user's decision.
 */
export function heedRotators(
  { plan, prior, warn }: Pick<Update, "plan" | "prior" | "warn">,
  rotators: readonly string[],
): void {
  if (plan.access_key_id === null || rotators.length === 0) return;
  const paths = rotators.map((path) => JSON.stringify(path)).join(", ");
  if (plan.access_key_id !== prior.access_key_id) {
    warn(
      "Key of a rotated target replaced",
      `Target ${JSON.stringify(plan.name)} is given access key ${masked(plan.access_key_id)} in place of the one that it holds, which ${paths} may have made. From now on that rotator replaces the new key.`,
    );
    return;
  }
  throw new Fault("GIVEN_KEY_ROTATED", {
    doing: `sending the access key of target ${JSON.stringify(plan.name)} again`,
    seen: `secret_access_key_wo_version changes, access_key_id stays ${masked(plan.access_key_id)}, and the keys of the target are replaced by ${paths}`,
    state: "Nothing was changed.",
    attribute: "secret_access_key_wo_version",
  });
}

/** After an import nothing is sent; the person is told whether what the target holds is what is recorded. */
export async function tellWhatIsHeld({ plan, client, signal, warn }: Update): Promise<void> {
  const [source] = sourcesIn(plan);
  if (source === undefined || source === "seed_user_arn") return;
  const held = await client.gateway.targets.heldKeyId(plan.name, { signal }).catch((error: unknown) => {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return undefined;
    throw error;
  });
  if (held && (plan.access_key_id === null ? held.usesGatewayIdentity : held.keyId === plan.access_key_id))
    return;
  warn(
    "Credential source recorded, nothing sent",
    `${source} is recorded for target ${JSON.stringify(plan.name)}, and what it holds was left as it is: ${heldText(held)}.`,
  );
}

function heldText(held: HeldKeyId | undefined): string {
  if (!held) return "what that is cannot be read by this caller";
  if (held.usesGatewayIdentity) return "it uses the gateway's own identity";
  return held.keyId === null ? "it holds no key" : `it holds access key ${masked(held.keyId)}`;
}
