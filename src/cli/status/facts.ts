import type { Fault } from "../../errors/fault.js";
import type { RotatorRecord, TargetRecord } from "../../gateway/index.js";
import type { Holders, StandingFacts } from "../../seed/index.js";

/** What was looked at, or why it was not shown: the caller lacks the permission. */
export type Look<T> = { readonly seen: T } | { readonly withheld: Fault };

/** What a target works with. */
export type Holding =
  | { readonly kind: "key"; readonly id: string }
  /** The identity of the gateway itself, and the role that it assumes from there. */
  | { readonly kind: "gateway-identity"; readonly roleArn?: string }
  | { readonly kind: "nothing" };

/** When a key last signed a request, as far as AWS tells: minutes to hours late. */
export interface LastUse {
  readonly at: Date;
  /** Such as `sts` and `us-east-1`. */
  readonly service: string | undefined;
  readonly region: string | undefined;
}

export interface KeyFacts {
  readonly id: string;
  /** `Active`, `Inactive`, or what IAM may say beyond that; only `Active` works. */
  readonly status: string;
  readonly createdAt: Date;
  /** Undefined when it never was used, as far as AWS knows. */
  readonly lastUse: Look<LastUse | undefined>;
}

/** What AWS tells of the IAM user. */
export interface UserFacts {
  /** Of whoever asks; twelve digits. */
  readonly callerAccount: string;
  /** Undefined for a proven absence. */
  readonly user: Look<{ readonly arn: string; readonly tags: Readonly<Record<string, string>> } | undefined>;
  readonly keys: Look<readonly KeyFacts[]>;
}

/** What both systems tell of one target's credential at one time. No secret is among it. */
export interface Facts {
  readonly now: Date;
  /** Undefined for a proven absence. */
  readonly target: Look<TargetRecord | undefined>;
  /** Undefined where there is no target. */
  readonly holding: Look<Holding | undefined>;
  /** The rotator that was told, or else one that the gateway names. */
  readonly rotatorPath: string | undefined;
  /** Undefined where there is none. */
  readonly rotator: Look<RotatorRecord | undefined>;
  /** Undefined where neither state nor caller says whose keys they are. */
  readonly user: UserFacts | undefined;
  /** The seed that the journal entry beside the target names; undefined where there is none to be seen. */
  readonly named?: StandingFacts["named"];
  /** Who else in the gateway works with the seed; asked only where there is one. */
  readonly holders?: Holders;
}

export function seenOf<T>(look: Look<T>): T | undefined {
  return "seen" in look ? look.seen : undefined;
}

/** The id of the key that the target holds, where it holds one and the caller may know. */
export function heldId({ holding }: Facts): string | undefined {
  const held = seenOf(holding);
  return held?.kind === "key" ? held.id : undefined;
}
