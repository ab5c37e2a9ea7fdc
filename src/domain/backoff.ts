/** How long to pause before another attempt. All times in milliseconds. */
export interface PausePolicy {
  /** Before the second attempt. */
  readonly firstMs: number;
  /** By how much each further pause is longer than the last one; 1 for pauses that stay as they are. */
  readonly growth: 1 | 2;
  /** No pause is longer, without its chance. Default: there is no such bound. */
  readonly longestMs?: number;
  /** Between which multiples of itself chance chooses a pause, so that callers do not march in step. */
  readonly spread: readonly [least: number, most: number];
  /** What is made of the time that the other side asks to wait. Default: it is waited as it is. */
  readonly hint?: {
    readonly shortestMs?: number;
    readonly longestMs?: number;
    /** So much on top at most, by chance: parallel callers were all told the same. */
    readonly spreadMs?: number;
  };
}

const policies = {
  /** A command of the gateway. */
  gateway: { firstMs: 500, growth: 2, spread: [0.5, 1], hint: { spreadMs: 1_000 } },
  /** A request to HCP Terraform that changes nothing. */
  hcp: { firstMs: 500, growth: 2, spread: [0.5, 1], hint: { longestMs: 60_000 } },
  /** The result of a run task: its token opens the callback for minutes only. Who says "at once" is given a second. */
  callback: {
    firstMs: 1_000,
    growth: 2,
    longestMs: 30_000,
    spread: [0.5, 1],
    hint: { shortestMs: 1_000 },
  },
  /** A request to AWS that a busy proxy has not let out. */
  unsent: { firstMs: 300, growth: 2, spread: [1, 1] },
  /** The hook's next look at a target, after one that failed. Its bound is the time between two looks. */
  failedLook: { firstMs: 30_000, growth: 2, spread: [0.9, 1.1] },
  /** A step of the seed's life whose effect does not show yet. */
  seedStep: { firstMs: 1_000, growth: 1, spread: [0.5, 1.5] },
  /** Something under way that may soon show in one of the seed's two systems. */
  seedLook: { firstMs: 2_000, growth: 1, spread: [0.5, 1.5] },
  /** A look whether another run that has begun goes on: for a minute and more, where it does not. */
  seedWatch: { firstMs: 4_000, growth: 1, spread: [0.5, 1.5] },
  /** A proof of a key that is not accepted yet. */
  seedProof: { firstMs: 1_000, growth: 1, spread: [0.5, 1.5] },
  /** A proof by a credential that the gateway issues, which is costly. */
  seedProofByIssuing: { firstMs: 5_000, growth: 1, spread: [0.5, 1.5] },
  /** Between two successes of a proof, which have to span a time: never shorter. */
  seedProofGap: { firstMs: 5_000, growth: 1, spread: [1, 1.25] },
  /** Between two lines of an audit that say how far it is. */
  auditProgress: { firstMs: 2_000, growth: 2, longestMs: 30_000, spread: [1, 1] },
  /** How long before a secret's time is over the runtime reads it anew; never earlier than this. */
  secretMargin: { firstMs: 360_000, growth: 1, spread: [0.8, 1] },
  /** The runtime's next attempt in the background at a secret that could not be read. */
  secretRenewal: { firstMs: 1_000, growth: 2, longestMs: 30_000, spread: [0.5, 1] },
  /** The runtime's next look for another value, while the system that the secret is for refuses the one that is told. */
  secretRefused: { firstMs: 100, growth: 2, longestMs: 2_000, spread: [0.5, 1] },
  /** In the sandbox's gateway: an AWS that does not know a new key yet. */
  sandboxKey: { firstMs: 50, growth: 2, longestMs: 2_000, spread: [1, 1] },
} as const satisfies Readonly<Record<string, PausePolicy>>;

/** Every pause that the product makes between attempts, or looks, by its name. */
export const pausePolicies: { readonly [N in keyof typeof policies]: PausePolicy } = policies;

/** The pause after a failed attempt, before chance has a part in it. @param attempt that has failed, from 1 */
export function wholePauseMs({ firstMs, growth, longestMs }: PausePolicy, attempt: number): number {
  return Math.min(firstMs * growth ** (attempt - 1), longestMs ?? Number.POSITIVE_INFINITY);
}

/** A pause, and what chance makes of it. @param random in [0, 1) */
export function spreadMs({ spread: [least, most] }: PausePolicy, ms: number, random: number): number {
  return ms * (least + random * (most - least));
}

/**
 * The pause before the next attempt: as long as the other side has asked for, within the policy's bounds, or else as
 * the policy says.
 *
 * @param attempt that has failed, from 1
 * @param random in [0, 1)
 * @param hintMs what the other side has asked for; see {@link retryAfterMs}
 */
export function pauseMs(policy: PausePolicy, attempt: number, random: number, hintMs?: number): number {
  if (hintMs === undefined) return spreadMs(policy, wholePauseMs(policy, attempt), random);
  const { shortestMs = 0, longestMs = Number.POSITIVE_INFINITY, spreadMs: extraMs = 0 } = policy.hint ?? {};
  return Math.max(shortestMs, Math.min(hintMs, longestMs)) + random * extraMs;
}
