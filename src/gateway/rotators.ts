import { normalizedGatewayPath } from "../domain/gateway-path.js";
import type { GraceTerms } from "../domain/rotation-grace.js";
import { wordsOf } from "../domain/words-of-others.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about, findItem, type ItemRecord, itemFrom, itemTarget, otherKind, targetIdOf } from "./item.js";
import { listedItems } from "./listing.js";
import type { GatewayCallOptions } from "./settings.js";

export interface RotatorRecord extends ItemRecord {
  /** Null when the association with the target is gone. */
  readonly target: string | null;
  /** That target's number; null where the gateway does not tell. */
  readonly targetId: number | null;
  readonly autoRotate: boolean;
  /** Null when it never got an interval, which the gateway tells as 0. */
  readonly intervalDays: number | null;
  readonly rotationHour: number | null;
  /** Null when it never rotated. */
  readonly lastRotatedAt: Date | null;
  /** Null when it does not rotate by itself, or when the gateway does not tell. */
  readonly nextRotationAt: Date | null;
  /** How long a rotation leaves the key before; null where it leaves none. */
  readonly grace: GraceTerms | null;
  /** The gateway's own words on the last rotation, as they may be shown; null when it says nothing. */
  readonly status: string | null;
  readonly lastError: string | null;
}

/** Rotated secrets that rotate the key of an AWS target. */
export interface Rotators {
  /** Metadata only; undefined for a proven absence. */
  find(name: string, options?: GatewayCallOptions): Promise<RotatorRecord | undefined>;
  /** The same for a caller who may only list. Undefined for a rotator that is absent, or that the caller may not see. */
  findListed(name: string, options?: GatewayCallOptions): Promise<RotatorRecord | undefined>;
  /** The number of the target through which a rotator of any kind works; undefined where there is none to be told. */
  targetIdOf(name: string, options?: GatewayCallOptions): Promise<number | undefined>;
  /** Asks for one rotation now. Not repeated when its outcome is unknown: that is GATEWAY_REPLY_LOST. */
  rotateNow(name: string, options?: GatewayCallOptions): Promise<void>;
  /** Already gone is success. */
  remove(name: string, options?: GatewayCallOptions): Promise<void>;
}

/** The rotators of the gateway that these commands go to. */
export function rotators(commands: Commands): Rotators {
  return {
    async find(name, options) {
      const context = about("read", "reading rotator", name, options);
      const found = await findItem(commands, name, "ROTATED_SECRET", context);
      return found && rotatorFrom(found.item, found.answer, context.doing);
    },

    async targetIdOf(name, options) {
      const context = about("read", "reading the target of rotator", name, options);
      const found = await findItem(commands, name, "ROTATED_SECRET", context);
      return (found && targetIdOf(found.answer)) ?? undefined;
    },

    async findListed(name, options) {
      const context = about("read", "looking in the list for rotator", name, options);
      const path = normalizedGatewayPath(name);
      const folder = path.slice(0, path.lastIndexOf("/")) || "/";
      for await (const answer of listedItems(commands, folder, context)) {
        const named = answer.textOrNull("item_name");
        if (named === null || normalizedGatewayPath(named) !== path) continue;
        return rotatorFrom(itemFrom(answer), answer, context.doing);
      }
      return undefined;
    },

    async rotateNow(name, options) {
      const fields = { name: normalizedGatewayPath(name) };
      await commands.run(
        "gateway-rotate-secret",
        fields,
        about("once", "rotating by rotator", name, options),
      );
    },

    async remove(name, options) {
      const fields = { name: normalizedGatewayPath(name) };
      const context = about("idempotent", "deleting rotator", name, options);
      await commands.find("rotated-secret-delete", fields, context);
    },
  };
}

function rotatorFrom(item: ItemRecord, answer: GatewayAnswer, doing: string): RotatorRecord {
  const nothing = new GatewayAnswer({}, doing);
  const details = answer.recordOrNull("item_general_info")?.recordOrNull("rotated_secret_details") ?? nothing;
  const kind = details.textOrNull("rotator_type");
  if (kind !== null && kind !== "target-rotator" && kind !== "target") {
    throw otherKind(doing, `it is a rotator of the kind ${kind}, which does not rotate a target's key`);
  }
  const words = (name: string) => {
    const text = details.textOrNull(name);
    return text === null ? null : wordsOf(text);
  };
  return {
    ...item,
    target: itemTarget(answer),
    targetId: targetIdOf(answer),
    autoRotate: answer.flag("auto_rotate"),
    intervalDays: answer.intOrNull("rotation_interval") || null,
    rotationHour: details.intOrNull("rotation_hour"),
    lastRotatedAt: answer.dateOrNull("last_rotation_date"),
    nextRotationAt: answer.dateOrNull("next_rotation_date"),
    grace: graceFrom(details),
    status: words("rotator_status"),
    lastError: words("last_rotation_error"),
  };
}

/** An hour that is not told is taken for midnight, the hour that a gateway takes for nothing. */
export function graceFrom(details: GatewayAnswer): GraceTerms | null {
  if (!details.flag("grace_rotation")) return null;
  return {
    intervalDays: details.intOrNull("grace_rotation_interval") ?? 0,
    hour: details.intOrNull("grace_rotation_hour") ?? 0,
  };
}
