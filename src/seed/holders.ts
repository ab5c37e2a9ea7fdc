import type { AccessKey, PossibleHolder, SeedWorld } from "./world.js";

/**
 * How far apart the clocks of the gateway and of AWS can be: AWS refuses what was signed longer ago or later than that,
 * so that a gateway with a worse clock reaches no AWS at all.
 */
export const CLOCKS_APART_MS = 300_000;
/** A date may be told in whole seconds: what changed so lately may change again within the same one. */
const STILL_CHANGING_MS = 60_000;

/** Who beside the target works with a key, as far as the gateway shows it to the caller. */
export interface Holders {
  readonly found: readonly Holder[];
  /** What could not be looked at. */
  readonly unseen: readonly UnseenHolder[];
}

export type Holder = Pick<PossibleHolder, "kind" | "name">;

export interface UnseenHolder {
  /** By this the caller names it to go on despite it: its path, or `/` for what the gateway does not list. */
  readonly name: string;
  /** What the gateway does not show, such as `to this caller what target /b works with`. */
  readonly what: string;
}

/** Stands for everything that the gateway does not list. */
export const WHOLE_GATEWAY = "/";

export interface HoldersQuestion {
  readonly key: AccessKey;
  /** Path of the target that is to work with the key; it is none of the others. */
  readonly target: string;
  /** Path of its rotator; null where there is none. */
  readonly rotator: string | null;
}

/**
 * Whether it may hold the key: not if it changed last before the key was made. That is told by two clocks, which may
 * differ by {@link CLOCKS_APART_MS}.
 */
export function mayHold({ modifiedAt }: PossibleHolder, key: AccessKey): boolean {
  return modifiedAt === null || modifiedAt.getTime() >= key.createdAt.getTime() - CLOCKS_APART_MS;
}

/**
 * Asks the gateway who else works with a key: lists what may, and opens only what changed since the key was made. What
 * was opened and has not changed since is not opened again, so that asking once more costs two lists.
 */
export function holdersReader(
  world: Pick<SeedWorld, "gateway" | "clock">,
): (question: HoldersQuestion) => Promise<Holders> {
  const { gateway, clock } = world;
  const opened = new Map<string, boolean>();

  async function worksWith(holder: PossibleHolder, keyId: string): Promise<boolean | "unreadable"> {
    const { kind, name, modifiedAt } = holder;
    const settled = modifiedAt !== null && clock.now().getTime() - modifiedAt.getTime() > STILL_CHANGING_MS;
    const version = JSON.stringify([kind, name, modifiedAt, keyId]);
    const known = settled ? opened.get(version) : undefined;
    if (known !== undefined) return known;
    const answer = await gateway.worksWith(holder, keyId);
    if (settled && answer !== "unreadable") opened.set(version, answer);
    return answer;
  }

  return async ({ key, target, rotator }) => {
    const found: Holder[] = [];
    const unseen: UnseenHolder[] = [];
    for (const [sort, known] of [
      ["targets", target],
      ["items", rotator],
    ] as const) {
      const listed = await gateway.possibleHolders(sort, known);
      if (!listed) {
        unseen.push({ name: WHOLE_GATEWAY, what: `its list of ${sort} to this caller` });
        continue;
      }
      if (!listed.showsKnown) {
        const what =
          known === null
            ? `any of its ${sort} to this caller`
            : `all its ${sort} to this caller: not even ${known} stands in the list`;
        unseen.push({ name: WHOLE_GATEWAY, what });
      }
      for (const holder of listed.holders) {
        if (holder.name === target || !mayHold(holder, key)) continue;
        const { kind, name } = holder;
        const answer = await worksWith(holder, key.id);
        if (answer === true) found.push({ kind, name });
        if (answer === "unreadable")
          unseen.push({ name, what: `to this caller what ${kind} ${name} works with` });
      }
    }
    return { found, unseen };
  };
}
