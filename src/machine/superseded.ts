import { masked } from "../domain/masked.js";
import type { AccessKey } from "../seed/index.js";
import { span } from "../seed/key-words.js";
import type { KeyVersion, UseOfKey } from "./world.js";

/** A key that was used so lately counts as used still. AWS tells uses up to hours late. */
export const STILL_USED_MS = 24 * 3_600_000;

/** A key that another one has replaced, and what is known of it. */
export interface Superseded {
  readonly version: KeyVersion;
  readonly key: AccessKey;
  /** Undefined as long as it was not asked for. */
  readonly use: UseOfKey | "unknown" | undefined;
}

/** What may be done with a key that another one has replaced. */
export type Verdict =
  /** Its grace has not begun, as far as the secret tells. */
  | { readonly kind: "unnoted" }
  | { readonly kind: "in grace"; readonly until: Date }
  /** Its grace is over, and its last use has to be asked for. */
  | { readonly kind: "unasked" }
  /** Its grace is over, and a program works with it still; or that cannot be known. */
  | { readonly kind: "kept"; readonly why: string }
  | { readonly kind: "over" };

/**
 * What may be done with it. Its last use is a veto: a key that was used after it was replaced, and within the last day,
 * stays. It is no proof: that no use is known ends no grace.
 */
export function judged(
  { version, use }: Pick<Superseded, "version" | "use">,
  graceMs: number,
  now: Date,
): Verdict {
  const { replacedAt } = version;
  if (replacedAt === null) return { kind: "unnoted" };
  const until = new Date(replacedAt.getTime() + graceMs);
  if (now < until) return { kind: "in grace", until };
  if (use === undefined) return { kind: "unasked" };
  if (use === "unknown") {
    return {
      kind: "kept",
      why: "the caller may not know whether it is used still (iam:GetAccessKeyLastUsed)",
    };
  }
  const { at } = use;
  const usedLately = at !== undefined && at > replacedAt && now.getTime() - at.getTime() < STILL_USED_MS;
  return usedLately ? { kind: "kept", why: `it is used still: ${useInWords(use, now)}` } : { kind: "over" };
}

/** `last used 4 minutes ago, by s3 in eu-west-1`. */
export function useInWords({ at, service, region }: UseOfKey, now: Date): string {
  if (!at) return "no use of it known to AWS";
  const by = service ? `, with ${service}` : "";
  const where = region ? ` in ${region}` : "";
  return `last used ${span(now.getTime() - at.getTime())} ago${by}${where}`;
}

/** Why a superseded key takes the slot that a fresh one needs. */
export function slotInWords({ key }: Superseded, verdict: Verdict): string {
  const name = masked(key.id);
  if (verdict.kind === "in grace")
    return `${name} was replaced, and its grace lasts until ${verdict.until.toISOString()}`;
  if (verdict.kind === "kept") return `${name} was replaced and its grace is over, but ${verdict.why}`;
  return `${name} was replaced`;
}
