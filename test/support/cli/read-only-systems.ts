import { SecretText } from "../../../src/domain/secret-text.js";
import type { Caller, Held, SeedWorld } from "../../../src/seed/index.js";
import { FakeClock } from "../seed/fake-clock.js";
import { FakeJournal } from "../seed/fake-journal.js";

export const ACCOUNT = "123456789012";

export interface FakeUser {
  readonly arn?: string;
  /** Path of the target that its tag names. */
  readonly dedicatedTo?: string;
  readonly keys?: readonly string[];
}

/** What several users and targets are like; whatever would change them is a failure. */
export interface Systems {
  readonly account?: string;
  readonly identities?: Caller["identities"];
  readonly users?: Readonly<Record<string, FakeUser>>;
  /** What each target holds: the id of a key, or the kind of another answer. A target that is missing is absent. */
  readonly targets?: Readonly<Record<string, string | Exclude<Held["kind"], "key">>>;
}

export function arnOf(user: string, account = ACCOUNT): string {
  return `arn:aws:iam::${account}:user/${user}`;
}

/** A world in which everything can be looked at and nothing can be done. */
export function readOnlySystems({
  account = ACCOUNT,
  identities = [{ arn: arnOf("deployer"), keyId: "AKIADEPLOYERDEPLOYER" }],
  users = {},
  targets = {},
}: Systems): SeedWorld {
  const clock = new FakeClock();
  const never = async (): Promise<never> => {
    throw new Error("nothing may be changed");
  };
  const held = (path: string): Held => {
    const what = targets[path];
    switch (what) {
      case undefined:
      case "absent":
        return { kind: "absent" };
      case "no-key":
        return { kind: "no-key" };
      case "unreadable":
        return { kind: "unreadable", createdAt: undefined };
      default:
        return { kind: "key", key: { id: what, secret: new SecretText("held") }, region: null };
    }
  };
  return {
    clock,
    settleSeconds: 0,
    signal: new AbortController().signal,
    progress: () => {},
    journal: new FakeJournal(never).seenByNewProcess(),
    iam: {
      caller: async () => ({ account, identities }),
      async user(name) {
        const user = users[name];
        if (!user) return undefined;
        const tags: Record<string, string> = user.dedicatedTo ? { "latchkey:target": user.dedicatedTo } : {};
        return { arn: user.arn ?? arnOf(name), tags };
      },
      keys: async (name) =>
        users[name] &&
        (users[name].keys ?? []).map((id) => ({ id, status: "Active", createdAt: clock.now() })),
      time: async () => undefined,
      lastUsed: async () => undefined,
      whoIs: never,
      createKey: never,
      setStatus: never,
      deleteKey: never,
    },
    gateway: {
      findTarget: async (name) => (held(name).kind === "absent" ? undefined : { id: 1, description: null }),
      heldKey: async (name) => held(name),
      findRotator: async () => undefined,
      possibleHolders: async (sort) => ({
        holders: sort === "targets" ? Object.keys(targets).map(listedTarget) : [],
        showsKnown: true,
      }),
      worksWith: async ({ name }, keyId) =>
        targets[name] === "unreadable" ? "unreadable" : targets[name] === keyId,
      createTarget: never,
      updateTarget: never,
      removeTarget: never,
      rotateNow: never,
      proveByIssuing: never,
    },
  };
}

function listedTarget(name: string) {
  return { kind: "target" as const, name, modifiedAt: null };
}
