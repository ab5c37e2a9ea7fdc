import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { RequestFields } from "../domain/request-fields.js";
import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about, findItem } from "./item.js";
import { canBeSecret, type SecretFields, secretFields, secretOf } from "./secret-fields.js";
import type { GatewayCallOptions } from "./settings.js";

/** Which value is asked for. */
export interface ValueRequest {
  /** Which of the versions that are kept. Default: the newest. */
  readonly version?: number | null;
  /** Whether the gateway must not answer from a cache of its own. Default: it may. */
  readonly afresh?: boolean;
}

/** The values of secrets that are there already. Nothing is issued by asking. GATEWAY_OBJECT_MISSING for an absent one. */
export interface SecretValues {
  /** The value of a static secret; of a password, the JSON of its parts. */
  ofStatic(name: string, request?: ValueRequest, options?: GatewayCallOptions): Promise<SecretText>;
  /**
   * The value of a rotated secret that rotates a key of its own. WORKING_KEY_KEPT for one that rotates the key of a
   * target: that is the key with which the gateway works, and nothing else may.
   */
  ofRotated(name: string, request?: ValueRequest, options?: GatewayCallOptions): Promise<SecretFields>;
}

/** The values in the gateway that these commands go to. */
export function secretValues(commands: Commands): SecretValues {
  return {
    async ofStatic(name, request, options) {
      const path = normalizedGatewayPath(name);
      const context = about("read", "reading the value of static secret", name, options);
      const answer = await commands.run(
        "get-secret-value",
        { names: [path], ...requested(request) },
        context,
      );
      const value = new GatewayAnswer(answer, context.doing).raw[path];
      if (!canBeSecret(value)) throw valueMissing(context.doing, "the answer holds no value under its path");
      return secretOf(value);
    },

    async ofRotated(name, request, options) {
      const context = about("read", "reading the value of rotated secret", name, options);
      await refuseWorkingKey(commands, name, options);
      const fields = { name: normalizedGatewayPath(name), ...requested(request) };
      const answer = await commands.run("rotated-secret-get-value", fields, context);
      const value = new GatewayAnswer(answer, context.doing).recordOrNull("value");
      if (!value) throw valueMissing(context.doing, "value is missing");
      return secretFields(value.raw);
    },
  };
}

/** The gateway takes this boolean as text. */
function requested({ version, afresh }: ValueRequest = {}): RequestFields {
  return { version: version ?? null, "ignore-cache": afresh ? "true" : null };
}

async function refuseWorkingKey(
  commands: Commands,
  name: string,
  options: GatewayCallOptions | undefined,
): Promise<void> {
  const context = about("read", "reading the kind of rotated secret", name, options);
  const found = await findItem(commands, name, "ROTATED_SECRET", context);
  const details = found?.answer.recordOrNull("item_general_info")?.recordOrNull("rotated_secret_details");
  const rotates = details?.textOrNull("rotator_type") ?? "";
  // A kind that is not told is refused, too: a working key that is told once is no longer the gateway's alone.
  if (found && rotates !== "" && !/^target\b/.test(rotates)) return;
  if (!found) {
    throw new Fault("GATEWAY_OBJECT_MISSING", {
      doing: context.doing,
      seen: "the gateway has no such item",
      state: "No value was read.",
    });
  }
  throw new Fault("WORKING_KEY_KEPT", {
    doing: `reading the value of rotated secret ${JSON.stringify(normalizedGatewayPath(name))}`,
    seen:
      rotates === ""
        ? "the gateway does not tell what it rotates"
        : `it is a rotator of the kind ${rotates}: its value is the key with which the gateway works`,
    state: "No value was read.",
  });
}

function valueMissing(doing: string, seen: string): Fault {
  return new Fault("GATEWAY_ANSWER_UNEXPECTED", { doing, seen, state: "Nothing was changed after that." });
}
