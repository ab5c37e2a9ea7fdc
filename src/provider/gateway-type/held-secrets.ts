import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import type { SecretText } from "../../domain/secret-text.js";
import { Fault } from "../../errors/fault.js";
import type { GatewayObjects } from "../../gateway/index.js";
import { secretHeldAt } from "../../types/mechanism/answers.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import { isNewVersion } from "../../types/mechanism/new-version.js";
import type { Values } from "../../types/mechanism/requests.js";
import type { AttributeWire } from "../../vocabulary/index.js";

interface Asking {
  readonly plan: Values;
  readonly prior: Values;
  readonly signal: AbortSignal;
}

/**
 * The secrets that an update has to send back and that no answer about the object tells: each is asked for by its own
 * command. Throws a Fault, before anything is written, for one that is not told although the object has it: what the
 * configuration says may be an older one, and an update without any would take it away.
 *
 * @param name under which the object is there now
 */
export async function askForHeld(
  { table, noun }: GatewayType,
  objects: GatewayObjects,
  name: string,
  { plan, prior, signal }: Asking,
): Promise<{ readonly [attribute: string]: SecretText }> {
  const found: { [attribute: string]: SecretText } = {};
  for (const [attribute, { wire, versionedBy = "" }] of Object.entries(table.attributes)) {
    if (wire?.heldBy === undefined) continue;
    const version = (of: Values) => (of[versionedBy] ?? null) as number | null;
    if (isNewVersion(version(plan), version(prior))) continue;
    const doing = `reading ${attribute}, which an update sends back, of ${noun}`;
    const advice = `Allow the provider's role to read the value under this path, or give ${attribute} with another ${versionedBy}: then it is sent, and nothing has to be read.`;
    const secret = await held(objects, wire, { doing, name, advice, signal });
    if (secret) found[attribute] = secret;
    else if (version(plan) !== null) {
      throw new Fault("GATEWAY_ANSWER_UNEXPECTED", {
        ...{ doing: `${doing} ${JSON.stringify(normalizedGatewayPath(name))}`, advice },
        seen: `the answer of the gateway has no ${wire.heldAt}`,
        ...{ state: "Nothing was changed.", attribute },
      });
    }
  }
  return found;
}

async function held(
  objects: GatewayObjects,
  { heldBy = "", heldAt }: AttributeWire,
  { doing, name, advice, signal }: Record<"doing" | "name" | "advice", string> & Pick<Asking, "signal">,
): Promise<SecretText | undefined> {
  try {
    return secretHeldAt(await objects.find({ command: heldBy, doing, name }, { signal }), heldAt);
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
    throw new Fault(error.code, { ...error.details, state: "Nothing was changed.", advice });
  }
}
