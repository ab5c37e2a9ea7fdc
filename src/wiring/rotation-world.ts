import { Fault } from "../errors/fault.js";
import type { RotatableRecord } from "../gateway/index.js";
import type { Rotatable, RotationWorld, UsersKeys } from "../rotate/index.js";
import type { Clients } from "./clients.js";
import { LOST, outcomeUnless } from "./unclear-outcome.js";

/** The gateway and AWS as a rotation on request sees them. `progress` is told what it does. */
export function rotationWorld(
  clients: Clients,
  signal: AbortSignal,
  progress: (message: string) => void,
): RotationWorld {
  const { gateway, aws, clock } = clients;
  const options = { signal };
  return {
    async find(path) {
      const found = await gateway.rotatables.find(path, options);
      return found && rotatableFrom(found);
    },
    rotate: (path) => outcomeUnless(gateway.rotatables.rotate(path, options), LOST),
    async keysThrough(target): Promise<UsersKeys | undefined> {
      try {
        const heldId = (await gateway.targets.heldKeyId(target, options))?.keyId;
        const userName = heldId ? (await aws.iam.ownerOf(heldId, options))?.userName : undefined;
        const keys = userName === undefined ? undefined : await aws.iam.keys(userName, options);
        return heldId && keys ? { heldId, keys } : undefined;
      } catch (error) {
        if (!Fault.is(error) || signal.aborted) throw error;
        progress(`the keys behind target ${target} cannot be seen (${error.code})`);
        return undefined;
      }
    },
    clock,
    signal,
    progress,
  };
}

function rotatableFrom(found: RotatableRecord): Rotatable {
  return {
    kind: found.kind,
    lastRotatedAt: found.lastRotatedAt ?? undefined,
    version: found.version ?? undefined,
    status: found.status ?? undefined,
    lastError: found.lastError ?? undefined,
    grace: found.grace ?? undefined,
    awsKey: found.awsKey ?? undefined,
  };
}
