import type { FaultCode } from "../errors/catalog.js";
import { Fault } from "../errors/fault.js";
import type { HeldKey } from "../gateway/index.js";
import type { Held, KeyPair, SeedGateway, SeedWorld, TargetShape } from "../seed/index.js";
import type { Clients } from "./clients.js";
import type { Log } from "./log.js";
import { seedIam } from "./seed-iam.js";
import { seedJournal } from "./seed-journal.js";
import { LOST, outcomeUnless } from "./unclear-outcome.js";

/** The gateway and AWS as the seed's life sees them, for one operation. */
export function seedWorld(clients: Clients, signal: AbortSignal, log: Log): SeedWorld {
  return {
    iam: seedIam(clients, signal),
    gateway: seedGateway(clients, signal, log),
    journal: seedJournal(clients, signal),
    clock: clients.clock,
    settleSeconds: clients.settings.keySettleSeconds,
    signal,
    progress: (message) => log.log("info", message),
  };
}

/**
 * The same where a gateway may not be needed: it is asked for when the first question to it is, and what is missing
 * is told then.
 */
export function seedWorldAsNeeded(clients: Clients, signal: AbortSignal, log: Log): SeedWorld {
  let whole: SeedWorld | undefined;
  const seeds = () => {
    whole ??= seedWorld(clients, signal, log);
    return whole;
  };
  return {
    iam: seedIam(clients, signal),
    get gateway() {
      return seeds().gateway;
    },
    get journal() {
      return seeds().journal;
    },
    clock: clients.clock,
    settleSeconds: clients.settings.keySettleSeconds,
    signal,
    progress: (message) => log.log("info", message),
  };
}

function seedGateway({ gateway }: Clients, signal: AbortSignal, log: Log): SeedGateway {
  const { targets, rotators, issuedCredentials, itemsWithKeys } = gateway;
  const options = { signal };
  return {
    findTarget: (name) => targets.find(name, options),

    async heldKey(name) {
      try {
        const held = await targets.heldKey(name, options);
        return held ? heldFrom(held) : { kind: "absent" };
      } catch (error) {
        if (!Fault.is(error, "GATEWAY_PERMISSION_DENIED")) throw error;
        // The gateway refuses details of what does not exist, too; its metadata are what proves it absent.
        const found = await targets.find(name, options);
        return found ? { kind: "unreadable", createdAt: found.createdAt ?? undefined } : { kind: "absent" };
      }
    },

    createTarget: (shape, key, beforeAgain) =>
      outcomeUnless(targets.createAws(targetWith(shape, key), { ...options, beforeAgain }), LOST),
    updateTarget: (shape, key, beforeAgain) =>
      outcomeUnless(targets.updateAws(targetWith(shape, key), { ...options, beforeAgain }), UNCONFIRMED),
    removeTarget: (name) => targets.remove(name, options),

    async findRotator(name) {
      const found = await rotators.find(name, options);
      return (
        found && {
          target: found.target ?? undefined,
          lastRotatedAt: found.lastRotatedAt ?? undefined,
          grace: found.grace ?? undefined,
          status: found.status ?? undefined,
          lastError: found.lastError ?? undefined,
        }
      );
    },

    rotateNow: (name) => outcomeUnless(rotators.rotateNow(name, options), LOST),

    possibleHolders: (sort, known) =>
      unlessDenied(undefined, async () => {
        if (sort === "items") {
          const { items, showsKnown } = await itemsWithKeys.list(known, options);
          return { holders: items, showsKnown };
        }
        const listed = await targets.list(options);
        const holders = listed.map((target) => ({ ...target, kind: "target" as const }));
        return { holders, showsKnown: listed.some(({ name }) => known === null || name === known) };
      }),

    worksWith: ({ kind, ...holder }, keyId) =>
      unlessDenied("unreadable", async () => {
        if (kind !== "target")
          return (await itemsWithKeys.worksWith({ kind, ...holder }, keyId, options)) ?? false;
        try {
          return (await targets.heldKeyId(holder.name, options))?.keyId === keyId;
        } catch (error) {
          // A list may leave out of which kind a target is; one that is not of AWS holds no key of AWS.
          if (Fault.is(error, "GATEWAY_OBJECT_KIND")) return false;
          throw error;
        }
      }),

    async proveByIssuing(producer) {
      const { id } = await issuedCredentials.issue(producer, {}, options);
      if (id === null) return;
      try {
        await issuedCredentials.revoke(producer, id, options);
      } catch (error) {
        if (!Fault.is(error) || signal.aborted) throw error;
        // It was issued, which is the proof. Proving again would only leave one more of them.
        log.log(
          "warn",
          `the credential that proved the key could not be revoked (${error.code}); it expires`,
        );
      }
    },
  };
}

/** `denied` in place of what the caller may not see. */
async function unlessDenied<T, D>(denied: D, look: () => Promise<T>): Promise<T | D> {
  try {
    return await look();
  } catch (error) {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return denied;
    throw error;
  }
}

/** The same for a request that was repeated by itself, and given up. */
const UNCONFIRMED: readonly FaultCode[] = [
  ...LOST,
  "GATEWAY_FAILED",
  "GATEWAY_TIMEOUT",
  "GATEWAY_UNREACHABLE",
  "PROXY_REFUSED",
  "CERTIFICATE_UNTRUSTED",
  "CERTIFICATE_UNFIT",
  "GATEWAY_RATE_LIMITED",
  "SEED_AT_WORK",
];

function targetWith(shape: TargetShape, { id, ...pair }: KeyPair) {
  return { ...shape, credentials: { kind: "key", keyId: id, ...pair } } as const;
}

function heldFrom({ key, region }: HeldKey): Held {
  if (!key) return { kind: "no-key" };
  const { keyId, ...pair } = key;
  return { kind: "key", key: { id: keyId, ...pair }, region };
}
