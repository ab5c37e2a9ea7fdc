import type { Clock } from "../domain/clock.js";
import { readCredentialName } from "./credential-name.js";

/** A credential that the system lists. */
export interface FoundCredential {
  /** By what `revoke` knows it. */
  readonly id: string | number | bigint;
  /** The name that `create` was called with. @default the id */
  readonly name?: string;
}

/**
 * How a producer finds what a create has left whose answer was lost. The gateway has no id of it, so that it is known by
 * the name that `create` was given, which says when it is over.
 */
export interface Cleaning<Payload> {
  /** The credentials that are there now; others than the producer's own are left alone. */
  readonly list: (call: {
    readonly payload: Payload;
    readonly signal: AbortSignal;
  }) => Iterable<FoundCredential | string> | Promise<Iterable<FoundCredential | string>>;
  /** Seconds between two looks with one payload, in one process. @default 60 */
  readonly everySeconds?: number;
  /**
   * Whether a rotation by create and revoke also ends what lost rotations have made: every admin of the producer's prefix,
   * older than `lifetimeSeconds`, that is not in the payload of this rotation. Only where one dynamic secret alone works
   * with this prefix in the system: another one's admin would look the same. @default false
   */
  readonly admins?: boolean;
}

/** What may be ended of a list. */
export interface LeftoverRules {
  readonly prefix: string;
  readonly now: Date;
  /** Seconds after which what a lost rotation has made may go. */
  readonly lifetimeSeconds: number;
  /**
   * Ids that the payload itself works with, where the call is a rotation by create and revoke and no other payload has
   * admins of this prefix: the gateway holds this payload at this moment, so that what another rotation made long ago is
   * in none. Undefined where no admin may be ended.
   */
  readonly admins: readonly string[] | undefined;
}

/** The ids that may be ended: users whose time is over, and admins that no payload holds. Pure. */
export function leftovers(
  listed: Iterable<FoundCredential | string>,
  { prefix, now, lifetimeSeconds, admins }: LeftoverRules,
): string[] {
  const due: string[] = [];
  for (const one of listed) {
    const { id, name = String(id) } = typeof one === "object" ? one : { id: one };
    const named = readCredentialName(prefix, name);
    if (!named) continue;
    const ageMs = now.getTime() - named.at.getTime();
    const isDue =
      named.kind === "user"
        ? ageMs >= 0
        : admins !== undefined && !admins.includes(String(id)) && ageMs >= lifetimeSeconds * 1000;
    if (isDue) due.push(String(id));
  }
  return due;
}

/** When it is time to look again: each payload may be one of another system. */
export class CleaningTurn {
  /** The next time, by what stands for the payload. */
  readonly #next = new Map<string, number>();

  constructor(
    readonly clock: Clock,
    readonly everySeconds: number,
  ) {}

  /** Whether it is, with this payload; then the next time is set. */
  take(payload: string): boolean {
    const now = this.clock.now().getTime();
    for (const [other, next] of this.#next) if (next <= now) this.#next.delete(other);
    if (this.#next.has(payload)) return false;
    this.#next.set(payload, now + this.everySeconds * 1000);
    return true;
  }
}
