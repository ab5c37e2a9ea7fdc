import type { Secret } from "./secret.js";
import type { SecretKind } from "./secret-kind.js";
import type { SecretRules, SecretTimes } from "./secret-rules.js";

/** All that is known of one path, in memory only. Times are milliseconds since 1970. */
export interface CachedSecret {
  readonly path: string;
  readonly rules: SecretRules;
  /** As the rules say, or as the gateway has said. */
  kind: SecretKind | undefined;
  /** The value that was told last; undefined before the first, and after its time. */
  secret: Secret | undefined;
  /** The same, resolved: a read gives this one out, and makes nothing. */
  ready: Promise<Secret> | undefined;
  times: SecretTimes;
  /** When the background looks at it next. */
  dueAt: number;
  lastReadAt: number;
  /** The request that is under way for it; there is never a second one. */
  fetching: Promise<Secret> | undefined;
  /** Attempts that have failed since a value was told. */
  failures: number;
  /** Whether the last of them met a gateway that is away, and stale values may be served; `no` after a clear no. */
  gateway: "answers" | "away" | "no";
  /** Whether the stale value was told of since a value was told. */
  staleTold: boolean;
  /** A value that was refused until the patience was over: waiting for another one once more would be in vain. */
  refusedInVain: Secret | undefined;
}

const NEVER: SecretTimes = { renewAt: 0, freshUntil: 0, servedUntil: 0 };

/** A path of which nothing is known yet. */
export function unreadSecret(path: string, rules: SecretRules, now: number): CachedSecret {
  return {
    path,
    rules,
    kind: rules.kind,
    secret: undefined,
    ready: undefined,
    times: NEVER,
    dueAt: Number.POSITIVE_INFINITY,
    lastReadAt: now,
    fetching: undefined,
    failures: 0,
    gateway: "answers",
    staleTold: false,
    refusedInVain: undefined,
  };
}
