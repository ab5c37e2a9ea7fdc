import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { GraceTerms } from "../domain/rotation-grace.js";
import { wordsOf } from "../domain/words-of-others.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about, itemTarget, otherKind } from "./item.js";
import { graceFrom } from "./rotators.js";
import type { GatewayCallOptions } from "./settings.js";

/** Something that can be rotated, without what it holds. */
export interface RotatableRecord {
  readonly name: string;
  readonly kind: "rotated secret" | "dynamic secret";
  /** In whole seconds for a dynamic secret; null when it never rotated, or the gateway does not tell. */
  readonly lastRotatedAt: Date | null;
  /** Of what a rotated secret holds; null where there is none. */
  readonly version: number | null;
  /** The gateway's own words on the last rotation, as they may be shown; null when it says nothing. */
  readonly status: string | null;
  readonly lastError: string | null;
  /** How long a rotation leaves what was before; null where it leaves nothing. */
  readonly grace: GraceTerms | null;
  /** Whether it rotates an access key of AWS: the target's, or one of its own. Null for anything else. */
  readonly awsKey: { readonly of: "target"; readonly target: string } | { readonly of: "itself" } | null;
}

/** Rotated secrets of every type, custom ones included, and dynamic secrets by what they themselves work with. */
export interface Rotatables {
  /** Undefined for a proven absence; GATEWAY_OBJECT_KIND for what cannot be rotated. */
  find(name: string, options?: GatewayCallOptions): Promise<RotatableRecord | undefined>;
  /** Asks for one rotation now. Not repeated when its outcome is unknown: that is GATEWAY_REPLY_LOST. */
  rotate(name: string, options?: GatewayCallOptions): Promise<void>;
}

/** What can be rotated in the gateway that these commands go to. */
export function rotatables(commands: Commands): Rotatables {
  return {
    async find(name, options) {
      const context = about("read", "reading", name, options);
      const value = await commands.find("describe-item", { name: normalizedGatewayPath(name) }, context);
      if (value === undefined) return undefined;
      const answer = new GatewayAnswer(value, context.doing);
      const type = answer.text("item_type");
      if (type === "ROTATED_SECRET") return rotatedFrom(answer, context.doing);
      if (type === "DYNAMIC_SECRET") return dynamicFrom(answer, await producerOf(name, options));
      throw otherKind(context.doing, `the item is a ${type}, which has nothing to rotate`);
    },

    async rotate(name, options) {
      const fields = { name: normalizedGatewayPath(name) };
      await commands.run("gateway-rotate-secret", fields, about("once", "rotating", name, options));
    },
  };

  /** The answer holds secrets, too, which are dropped unread. Undefined for who may not read it. */
  async function producerOf(name: string, options: GatewayCallOptions | undefined) {
    const context = about("read", "reading dynamic secret", name, options);
    try {
      const value = await commands.find("dynamic-secret-get", { name: normalizedGatewayPath(name) }, context);
      return value === undefined ? undefined : new GatewayAnswer(value, context.doing);
    } catch (error) {
      if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return undefined;
      throw error;
    }
  }
}

function rotatedFrom(answer: GatewayAnswer, doing: string): RotatableRecord {
  const nothing = new GatewayAnswer({}, doing);
  const details = answer.recordOrNull("item_general_info")?.recordOrNull("rotated_secret_details") ?? nothing;
  return {
    name: normalizedGatewayPath(answer.text("item_name")),
    kind: "rotated secret",
    lastRotatedAt: answer.dateOrNull("last_rotation_date"),
    version: answer.intOrNull("last_version"),
    status: shown(details.textOrNull("rotator_status")),
    lastError: shown(details.textOrNull("last_rotation_error")),
    grace: graceFrom(details),
    awsKey: awsKeyOf(answer, details.textOrNull("rotator_type") ?? ""),
  };
}

function awsKeyOf(answer: GatewayAnswer, rotates: string): RotatableRecord["awsKey"] {
  const type = answer.records("item_targets_assoc")[0]?.textOrNull("target_type") ?? "";
  if (!/aws/i.test(type)) return null;
  const target = itemTarget(answer);
  if (/^target\b/.test(rotates) && target !== null) return { of: "target", target };
  return { of: "itself" };
}

function dynamicFrom(answer: GatewayAnswer, producer: GatewayAnswer | undefined): RotatableRecord {
  const seconds = producer?.intOrNull("last_admin_rotation") ?? 0;
  return {
    name: normalizedGatewayPath(answer.text("item_name")),
    kind: "dynamic secret",
    lastRotatedAt: seconds === 0 ? null : new Date(seconds * 1000),
    version: null,
    status: null,
    lastError: shown(producer?.textOrNull("failure_message") || null),
    grace: null,
    awsKey: null,
  };
}

function shown(text: string | null): string | null {
  return text === null ? null : wordsOf(text);
}
