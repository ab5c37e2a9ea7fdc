import type { Logger } from "../engine/logger.js";
import { Fault } from "../errors/fault.js";
import type { TargetRecord } from "../gateway/index.js";
import { mayBeHeld, mayBeRotated } from "../seed/index.js";
import type { Clients } from "../wiring/index.js";
import type { KeysSeen } from "./seed-subject.js";

export interface LostKeyQuestion {
  readonly target: TargetRecord;
  /** The keys of the user that is dedicated to it. */
  readonly keys: KeysSeen;
  readonly seedKeyId: string | null;
}

/**
 * Whether a target has lost the key that it held, told by metadata alone: its user has no key, or none that the target
 * can hold, because all were made after the target changed last and after its rotators rotated last. That is what a
 * process leaves that was killed while it gave the target a new key.
 */
export async function hasLostItsKey(
  { target, keys, seedKeyId }: LostKeyQuestion,
  { gateway }: Pick<Clients, "gateway">,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
): Promise<boolean> {
  if (keys === "unreadable") return false;
  const traces = { seedKeyId, targetModifiedAt: target.modifiedAt };
  if (keys.some((key) => mayBeHeld(key, traces))) return false;
  if (keys.length === 0) return true;
  try {
    for (const name of target.rotators) {
      const lastRotatedAt = (await rotatorOfTarget(name))?.lastRotatedAt ?? null;
      if (keys.some((key) => mayBeRotated(key, lastRotatedAt))) return false;
    }
    return true;
  } catch (error) {
    if (!Fault.is(error) || signal.aborted) throw error;
    log.log("warn", "when the key was rotated last cannot be read", {
      target: target.name,
      reason: error.code,
    });
    return false;
  }

  /** One that rotates another key through the target tells nothing of the target's. */
  async function rotatorOfTarget(name: string) {
    try {
      return await gateway.rotators.find(name, { signal });
    } catch (error) {
      if (Fault.is(error, "GATEWAY_OBJECT_KIND")) return undefined;
      throw error;
    }
  }
}
