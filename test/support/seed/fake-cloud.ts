import { type GraceTerms, graceEnd } from "../../../src/domain/rotation-grace.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import { Fault } from "../../../src/errors/fault.js";
import type {
  AccessKey,
  CallerIdentity,
  Held,
  KeyPair,
  Outcome,
  PossibleHolder,
  RotatorFacts,
  SeedGateway,
  SeedIam,
  TargetShape,
} from "../../../src/seed/index.js";
import { FakeClock } from "./fake-clock.js";
import { FakeJournal } from "./fake-journal.js";

export const ACCOUNT = "123456789012";
export const TARGET = "/prod/aws";
export const ROTATOR = "/prod/aws-rotator";
export const PRODUCER = "/prod/aws-admin";
export const USER = "gw";
export const USER_ARN = `arn:aws:iam::${ACCOUNT}:user/gateways/${USER}`;

interface FakeKey {
  readonly id: string;
  readonly secret: string;
  status: "Active" | "Inactive";
  /** In whole seconds, as IAM tells it. */
  readonly createdAt: Date;
  /** From when the list shows it. */
  readonly listedFrom: number;
  /** From when STS accepts it always; before that it flaps. */
  readonly steadyFrom: number;
  /** Until when STS accepts it although it is off or gone. */
  lingersUntil: number;
  /** When it last signed a request, as far as AWS tells. */
  lastUsed?: Date;
}

/** Something beside the target that works with a key. */
export interface FakeHolder extends PossibleHolder {
  readonly keyId: string;
  readonly readable: boolean;
}

/** One thing that happened, and how things were right afterwards. */
export interface HistoryEntry {
  readonly call: string;
  /** Whether the call was one that can change a key or a target. */
  readonly write: boolean;
  readonly dedicated: boolean;
  readonly keys: readonly { readonly id: string; readonly status: string }[];
  readonly held: string | undefined;
  /** Whether the key that the gateway holds works; undefined without a target. */
  readonly heldWorks: boolean | undefined;
}

/** How this pair of systems behaves; the defaults are the kindest ones. */
export interface Manners {
  /** Milliseconds until a new key is in every list. */
  readonly listingLagMs: number;
  /** Milliseconds during which a new key works only now and then. */
  readonly flappingMs: number;
  /** Milliseconds for which a dead key is still accepted. */
  readonly lingeringMs: number;
  /** Milliseconds from the making of a rotation's key until the gateway holds it. */
  readonly rotationMs: number;
  /** Whether the gateway deletes the key that it replaced. */
  readonly rotationDeletesOld: boolean;
  /** Whether the caller may read which key the gateway holds. */
  readonly readable: boolean;
  /** Whether a rotation leaves the key before for {@link GRACE}. */
  readonly grace: boolean;
}

/** For how long a rotation with grace leaves the key before. */
export const GRACE: GraceTerms = { intervalDays: 2, hour: 6 };

const KIND: Manners = {
  listingLagMs: 0,
  flappingMs: 0,
  lingeringMs: 0,
  rotationMs: 0,
  rotationDeletesOld: false,
  readable: true,
  grace: false,
};

/**
 * IAM with one user and a gateway with one target, in memory: quota, status, propagation and rotation as far as a
 * seed's life depends on them. Every call is recorded together with the state that it left.
 */
export class FakeCloud {
  readonly clock = new FakeClock();
  readonly history: HistoryEntry[] = [];
  readonly journal = new FakeJournal((call) => this.#record(call, true));
  readonly manners: Manners;
  deployerAccount = ACCOUNT;
  /** Who calls; the deployer first. */
  callers: readonly CallerIdentity[] = [
    { arn: `arn:aws:iam::${ACCOUNT}:user/deployer`, keyId: "AKIADEPLOYERDEPLOYER" },
  ];
  user: { arn: string; tags: Record<string, string> } | undefined = {
    arn: USER_ARN,
    tags: { "latchkey:target": TARGET },
  };
  readonly keys: FakeKey[] = [];
  target: { shape: TargetShape; key: KeyPair | undefined; createdAt?: Date } | undefined;
  /** Ids of keys that somebody else made. */
  readonly strangersKeys = new Set<string>();
  hasRotator = true;
  /** What else works with a key of its own. */
  readonly others: FakeHolder[] = [];
  #showing: "all" | "some" | "none" = "all";
  lastRotatedAt: Date | undefined;
  rotationsAsked = 0;
  #made = 0;
  #flaps = 0;
  #previous: { id: string; until: number } | undefined;
  #underWay: { key: FakeKey; endsAt: number } | undefined;

  constructor(manners: Partial<Manners> = {}) {
    this.manners = { ...KIND, ...manners };
    this.clock.onTick = (now) => {
      this.#finishRotation(now);
      this.#endGrace(now);
    };
  }

  readonly iam: SeedIam = {
    caller: async () => this.#read("caller", { account: this.deployerAccount, identities: this.callers }),
    user: async (name) => this.#read("user", name === USER ? this.user : undefined),
    keys: async (name) =>
      this.#read(
        "keys",
        name === USER && this.user ? this.keys.filter((key) => this.#listed(key)).map(asListed) : undefined,
      ),
    time: async () => this.#wholeSeconds(this.#now()),
    lastUsed: async (id) => this.#read("lastUsed", this.keys.find((key) => key.id === id)?.lastUsed),
    createKey: async () => {
      if (this.keys.length >= 2) throw fault("AWS_KEY_QUOTA", "AWS said LimitExceeded (409)");
      const key = this.makeKey();
      this.#record("createKey", true);
      return { kind: "done", value: pairOf(key) };
    },
    setStatus: async (_, id, status) => {
      const key = this.keys.find((one) => one.id === id);
      if (key && key.status !== status) {
        key.status = status;
        key.lingersUntil = status === "Inactive" ? this.#now() + this.manners.lingeringMs : 0;
      }
      this.#record(`setStatus ${id} ${status}`, true);
    },
    deleteKey: async (_, id) => {
      this.#drop(id);
      this.#record(`deleteKey ${id}`, true);
    },
    whoIs: async (pair) =>
      this.#read("whoIs", this.#accepts(pair) ? { arn: USER_ARN } : { refused: "InvalidClientTokenId" }),
  };

  readonly gateway: SeedGateway = {
    findTarget: async () =>
      this.#read(
        "findTarget",
        this.target && {
          id: 7,
          description: this.target.shape.description,
          createdAt: this.target.createdAt ?? null,
        },
      ),
    heldKey: async () => this.#read("heldKey", this.#held()),
    createTarget: async (shape, key) => {
      if (this.target) throw fault("GATEWAY_OBJECT_EXISTS", "the gateway answered 409");
      this.target = { shape, key, createdAt: this.clock.now() };
      return this.#done("createTarget");
    },
    updateTarget: async (shape, key) => {
      if (!this.target) throw fault("GATEWAY_OBJECT_MISSING", "the gateway answered 404");
      this.target = { ...this.target, shape, key };
      return this.#done("updateTarget");
    },
    removeTarget: async () => {
      this.target = undefined;
      this.#record("removeTarget", true);
    },
    findRotator: async (): Promise<RotatorFacts | undefined> =>
      this.#read(
        "findRotator",
        this.hasRotator
          ? {
              lastRotatedAt: this.lastRotatedAt,
              grace: this.manners.grace ? GRACE : undefined,
              status: undefined,
              lastError: undefined,
            }
          : undefined,
      ),
    rotateNow: async () => {
      this.rotationsAsked += 1;
      const began = this.beginRotation();
      this.#record("rotateNow", true);
      return began ? { kind: "done", value: undefined } : { kind: "unclear" };
    },
    possibleHolders: async (sort) =>
      this.#read(
        `possibleHolders ${sort}`,
        this.#showing === "none"
          ? undefined
          : {
              holders: this.#holders(sort).map(({ kind, name, modifiedAt }) => ({ kind, name, modifiedAt })),
              showsKnown: this.#showing === "all",
            },
      ),
    worksWith: async ({ name }, keyId) => {
      const holder = this.others.find((one) => one.name === name);
      return this.#read(`worksWith ${name}`, holder?.readable ? holder.keyId === keyId : "unreadable");
    },
    proveByIssuing: async () => {
      const key = this.target?.key;
      this.#record("proveByIssuing", false);
      if (!key || !this.#accepts(key)) throw fault("GATEWAY_FAILED", "the gateway answered 500");
    },
  };

  /** A key of the user that is simply there, made `ageMs` ago. */
  makeKey(ageMs = 0): FakeKey {
    this.#made += 1;
    const at = this.#now() - ageMs;
    const key: FakeKey = {
      id: `AKIA${String(this.#made).padStart(12, "0")}K${this.#made}`,
      secret: `secret-of-key-${this.#made}`,
      status: "Active",
      createdAt: this.#wholeSeconds(at),
      listedFrom: at + this.manners.listingLagMs,
      steadyFrom: at + this.manners.flappingMs,
      lingersUntil: 0,
    };
    this.keys.push(key);
    return key;
  }

  /** A key that somebody else makes and uses, if there is room for one. */
  makeStrangersKey(): FakeKey | undefined {
    if (this.keys.length >= 2 || !this.user) return undefined;
    const key = this.makeKey();
    key.lastUsed = this.clock.now();
    this.strangersKeys.add(key.id);
    this.#record("(a stranger makes a key)", false);
    return key;
  }

  /** Whoever made a key takes it away. */
  takeAway(keyId: string): void {
    this.#drop(keyId);
    this.#record("(a person deletes a key)", false);
  }

  /** Lets the gateway hold this key, as if it had been handed over. */
  hold(key: FakeKey): FakeKey {
    this.target = { shape: { name: TARGET, description: null, region: null }, key: pairOf(key) };
    return key;
  }

  /** What of the gateway's objects the caller may list. */
  show(what: "all" | "some" | "none"): void {
    this.#showing = what;
  }

  /** Another target, or an item with credentials of its own, that works with this key. */
  addHolder(keyId: string, changes: Partial<FakeHolder> = {}): FakeHolder {
    const kind = changes.kind ?? "target";
    const name = changes.name ?? `/other/${kind.replace(" ", "-")}`;
    const holder = { kind, name, modifiedAt: this.clock.now(), readable: true, ...changes, keyId };
    this.others.push(holder);
    return holder;
  }

  /** What the gateway does by schedule or on request; false where it cannot. */
  beginRotation(): boolean {
    const held = this.target?.key;
    if (!held || !this.#accepts(held) || this.#underWay) return false;
    if (this.keys.length >= 2) this.#endGrace(Number.POSITIVE_INFINITY);
    if (this.keys.length >= 2) return false;
    this.#underWay = { key: this.makeKey(), endsAt: this.#now() + this.manners.rotationMs };
    this.#finishRotation(this.#now());
    return true;
  }

  get activeKeys(): readonly FakeKey[] {
    return this.keys.filter((key) => key.status === "Active");
  }

  get heldId(): string | undefined {
    return this.target?.key?.id;
  }

  /** The IAM writes of the history, from its entry `since` on. */
  iamWrites(since = 0): readonly string[] {
    return this.history
      .slice(since)
      .map(({ call }) => call)
      .filter((call) => /^(createKey|setStatus|deleteKey)/.test(call));
  }

  #finishRotation(now: number): void {
    const rotation = this.#underWay;
    if (!rotation || rotation.endsAt > now) return;
    this.#underWay = undefined;
    const old = this.target?.key?.id;
    if (!this.target) return;
    this.target = { ...this.target, key: pairOf(rotation.key) };
    this.lastRotatedAt = new Date(now);
    if (old !== undefined && this.manners.grace) {
      this.#previous = { id: old, until: graceEnd(this.lastRotatedAt, GRACE)?.getTime() ?? 0 };
    } else if (old !== undefined && this.manners.rotationDeletesOld) this.#drop(old);
    this.#record("(the gateway holds its new key)", false);
  }

  /** The key before goes when its grace is over, or when the next rotation needs its place. */
  #endGrace(now: number): void {
    const previous = this.#previous;
    if (!previous || previous.until > now) return;
    this.#previous = undefined;
    if (!this.keys.some(({ id }) => id === previous.id)) return;
    this.#drop(previous.id);
    this.#record("(the gateway ends a grace)", false);
  }

  #drop(id: string): void {
    const index = this.keys.findIndex((key) => key.id === id);
    if (index !== -1) this.keys.splice(index, 1);
  }

  #holders(sort: "targets" | "items"): readonly PossibleHolder[] {
    const own = { kind: "target" as const, name: TARGET, modifiedAt: this.clock.now() };
    const all = [...(this.target && this.#showing === "all" ? [own] : []), ...this.others];
    return all.filter(({ kind }) => (kind === "target") === (sort === "targets"));
  }

  #held(): Held {
    if (!this.target) return { kind: "absent" };
    if (!this.manners.readable) return { kind: "unreadable", createdAt: this.target.createdAt };
    const { key, shape } = this.target;
    return key ? { kind: "key", key, region: shape.region } : { kind: "no-key" };
  }

  #listed(key: FakeKey): boolean {
    return this.#now() >= key.listedFrom;
  }

  #accepts(pair: KeyPair): boolean {
    const key = this.keys.find((one) => one.id === pair.id);
    if (!key || key.secret !== pair.secret.reveal()) return false;
    key.lastUsed = this.clock.now();
    if (key.status !== "Active") return this.#now() < key.lingersUntil;
    if (this.#now() >= key.steadyFrom) return true;
    this.#flaps += 1;
    return this.#flaps % 2 === 0;
  }

  #wholeSeconds(ms: number): Date {
    return new Date(Math.floor(ms / 1000) * 1000);
  }

  #now(): number {
    return this.clock.now().getTime();
  }

  #read<T>(call: string, value: T): T {
    this.#record(call, false);
    return value;
  }

  #done(call: string): Outcome {
    this.#record(call, true);
    return { kind: "done", value: undefined };
  }

  #record(call: string, write: boolean): void {
    const held = this.heldId;
    this.history.push({
      call,
      write,
      dedicated: this.user?.tags["latchkey:target"] === TARGET && this.deployerAccount === ACCOUNT,
      keys: this.keys.map(({ id, status }) => ({ id, status })),
      held,
      heldWorks: this.target && this.keys.some((key) => key.id === held && key.status === "Active"),
    });
  }
}

function pairOf(key: FakeKey): KeyPair {
  return { id: key.id, secret: new SecretText(key.secret) };
}

function asListed({ id, status, createdAt }: FakeKey): AccessKey {
  return { id, status, createdAt };
}

function fault(
  code: "AWS_KEY_QUOTA" | "GATEWAY_OBJECT_EXISTS" | "GATEWAY_OBJECT_MISSING" | "GATEWAY_FAILED",
  seen: string,
) {
  return new Fault(code, { doing: "calling the fake", seen, state: "Nothing was changed by it." });
}
