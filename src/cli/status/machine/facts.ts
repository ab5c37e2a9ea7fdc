import { Fault } from "../../../errors/fault.js";
import {
  lookAtMachineKey,
  type MachineKeyFound,
  type UntoldKeys,
  type UseOfKey,
  untoldKeys,
  userRefusal,
} from "../../../machine/index.js";
import type { RefuseStep } from "../../../seed/index.js";
import type { Clients } from "../../../wiring/index.js";
import { type LocatedMachineKey, locateMachineKey } from "./locate.js";
import type { MachineKeySubject } from "./subject.js";

/** What both systems tell of a machine user's key at one time. No value of the secret was read for it. */
export interface MachineKeyFacts {
  readonly now: Date;
  /** Of the secret; as it was told where there is none. */
  readonly name: string;
  readonly rotationFunction: string | null;
  /** Why a run may not touch the user's keys; `withheld` where the caller may not look. */
  readonly userRefusal: RefuseStep | "withheld" | undefined;
  /** Undefined where secret or user is proven absent, and in a foreign account. */
  readonly found: (MachineKeyFound & { readonly untold: UntoldKeys }) | undefined;
  /** The last use of each key of the user. */
  readonly uses: ReadonlyMap<string, UseOfKey | "unknown">;
}

/** Looks at both systems, reading only. @throws Fault for what stands in the way of any verdict */
export async function readMachineKeyFacts(
  subject: MachineKeySubject,
  clients: Clients,
  signal: AbortSignal,
): Promise<MachineKeyFacts> {
  const now = clients.clock.now();
  const place = await locateMachineKey(subject, clients, signal);
  if (!place) {
    const { secret: name } = subject;
    return { now, name, rotationFunction: null, userRefusal: undefined, found: undefined, uses: new Map() };
  }
  const refusal = await lookAtUser(place);
  const isForeign = refusal !== "withheld" && refusal?.code === "SEED_ACCOUNT_MISMATCH";
  // In a foreign account a look at a user of the same name would tell about another one.
  const look = isForeign
    ? undefined
    : await lookAtMachineKey(place.world, { subject: place.subject, graceMs: subject.graceMs });
  const found = look && { ...look, untold: await untoldKeys(place.world, place.subject, look) };
  const uses = (found?.keys ?? []).map(async ({ id }) => [id, await place.world.lastUse(id)] as const);
  return {
    now,
    name: place.subject.target,
    rotationFunction: place.rotationFunction,
    userRefusal: refusal,
    found,
    uses: new Map(await Promise.all(uses)),
  };
}

async function lookAtUser({ world, subject }: LocatedMachineKey): Promise<MachineKeyFacts["userRefusal"]> {
  try {
    const refusal = await userRefusal(world, subject);
    // Whoever looks need not be who applies.
    return refusal?.code === "SEED_CALLER_IS_USER" ? "withheld" : refusal;
  } catch (error) {
    if (Fault.is(error, "AWS_ACCESS_DENIED")) return "withheld";
    throw error;
  }
}
