import { Fault } from "../../../src/errors/fault.js";
import type { KeyVault, KeyVersion, MachineWorld, UseOfKey } from "../../../src/machine/index.js";
import { type MachineJob, machineSubject } from "../../../src/machine/index.js";
import type { KeyPair } from "../../../src/seed/index.js";
import { FakeCloud, type Manners, USER } from "../seed/fake-cloud.js";
import { subject as seedSubject, worldOn } from "../seed/world.js";

export const SECRET = {
  arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ci/pusher-AbCdEf",
  name: "ci/pusher",
};
export const subject = machineSubject(seedSubject.user, SECRET);

interface FakeVersion {
  readonly id: string;
  readonly pair: KeyPair | undefined;
  keyId: string | null;
  current: boolean;
  pending: boolean;
  replacedAt: Date | null;
  purpose: string | null;
}

/** IAM with one machine user, and the secret in which its users find the key, in memory. */
export class MachineCloud extends FakeCloud {
  readonly versions: FakeVersion[] = [];
  /** Every write to the secret. */
  readonly writes: string[] = [];
  readonly uses = new Map<string, UseOfKey>();
  rotates = false;
  isThere = true;
  readable = true;

  constructor(manners: Partial<Manners> = {}) {
    super(manners);
    if (this.user) this.user = { ...this.user, tags: { "latchkey:secret": SECRET.name } };
  }

  readonly vault: KeyVault = {
    facts: async () =>
      this.isThere
        ? { kind: "secret", versions: this.versions.map(asTold), rotates: this.rotates, staged: true }
        : { kind: "absent", isMade: false },
    versionFor: (keyId) => `version-of-${keyId}`,
    put: async (id, pair, purpose) => {
      const there = this.versions.find((version) => version.id === id);
      if (there?.pair && there.pair.id !== pair.id) {
        throw new Fault("MACHINE_VERSION_TAKEN", { doing: "writing", seen: "it is taken", state: "" });
      }
      for (const version of this.versions) version.pending = false;
      const first = this.versions.every(({ current }) => !current);
      const version = { id, pair, keyId: pair.id, current: first, pending: true, replacedAt: null, purpose };
      if (there) Object.assign(there, version);
      else this.versions.push(version);
      this.writes.push("put");
      return { kind: "done", value: undefined };
    },
    read: async (id) => {
      const pair = this.versions.find((version) => version.id === id)?.pair;
      return pair && this.readable ? pair : { unreadable: "the caller may not read it" };
    },
    promote: async (id, from) => {
      for (const version of this.versions) {
        if (from !== id) version.current = version.id === id;
        else if (version.id === id) version.pending = false;
      }
      this.writes.push("promote");
    },
    note: async (id, at) => {
      for (const version of this.versions) if (version.id === id) version.replacedAt ??= at;
      this.writes.push("note");
    },
    unnote: async (id) => {
      for (const version of this.versions) if (version.id === id) version.replacedAt = null;
      this.writes.push("unnote");
    },
    forget: async (id) => {
      for (const version of this.versions) {
        if (version.id === id) Object.assign(version, { keyId: null, replacedAt: null, pending: false });
      }
      this.writes.push("forget");
    },
  };

  /** The id of the key that readers get. */
  get readKeyId(): string | undefined {
    return this.versions.find(({ current }) => current)?.pair?.id;
  }

  /** What IAM and the secret were asked to change, in their order. */
  get keyIds(): readonly string[] {
    return this.keys.map(({ id }) => id);
  }
}

function asTold({ pair: _, ...version }: FakeVersion): KeyVersion {
  return { ...version };
}

/** The world of a new process on this cloud. */
export function machineWorldOn(cloud: MachineCloud, changes: Partial<MachineWorld> = {}): MachineWorld {
  const { gateway: _, lines: __, ...world } = worldOn(cloud);
  return {
    ...world,
    vault: cloud.vault,
    lastUse: async (id) => cloud.uses.get(id) ?? { at: undefined, service: undefined, region: undefined },
    ownerOf: async (id) => (cloud.keys.some((key) => key.id === id) ? USER : undefined),
    ...changes,
  };
}

export const DAY = 86_400_000;

/** A job of the resource with a grace of seven days: a fresh key instead of `known`. */
export function freshJob(known: string | null, changes: Partial<MachineJob> = {}): MachineJob {
  return {
    subject,
    owner: "resource",
    graceMs: 7 * DAY,
    quietSeconds: 15,
    aim: {
      ...{ kind: "fresh", known, purpose: null, purposeSuffices: false },
      ...{ version: null, reach: "current", mints: true },
    },
    ...changes,
  };
}

/** A job that only ends what is due. */
export const tidyJob: MachineJob = { ...freshJob(null), aim: { kind: "tidy", leavesPending: false } };
