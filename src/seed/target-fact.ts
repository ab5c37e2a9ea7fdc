import type { Held } from "./world.js";

/** What the gateway says about the target, without any secret. */
export type TargetFact =
  | { readonly kind: "absent" }
  | { readonly kind: "key"; readonly keyId: string }
  | { readonly kind: "no-key" }
  | { readonly kind: "unreadable"; readonly createdAt?: Date | undefined };

export type PresentTarget = Exclude<TargetFact, { kind: "absent" }>;

/** What the gateway holds, without the secret. */
export function targetFact(held: Held): TargetFact {
  return held.kind === "key" ? { kind: "key", keyId: held.key.id } : held;
}

export function holdsKey(target: TargetFact, keyId: string): boolean {
  return target.kind === "key" && target.keyId === keyId;
}
