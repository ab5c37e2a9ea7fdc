import type { Rotatable } from "./world.js";

/** What is known of a request to rotate. */
export interface RotationAsked {
  /** How it was right before the request. */
  readonly before: Rotatable;
  /** How it is now; undefined when it is gone. */
  readonly now: Rotatable | undefined;
  /** Whether the gateway's answer was clear. */
  readonly answer: "done" | "unclear";
  /** Whether there is time left to wait. */
  readonly patience: boolean;
}

/** What has come of it. `shown`: whether the gateway shows the rotation, and did not only say that it is done. */
export type WhatCame =
  | { readonly kind: "rotated"; readonly shown: boolean }
  /** Not to be told yet. */
  | { readonly kind: "wait" }
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly why: string }
  /** Nothing shows it, and nothing rules it out. */
  | { readonly kind: "not known" };

/** Tells what has come of a request, by what the gateway shows. Pure, and total. */
export function whatCameOfIt({ before, now, answer, patience }: RotationAsked): WhatCame {
  if (!now) return { kind: "gone" };
  if (hasRotated(before, now)) return { kind: "rotated", shown: true };
  const isUnderWay = /progress/i.test(now.status ?? "");
  if (isUnderWay && patience) return { kind: "wait" };
  const { status, lastError } = now;
  const isNews = status !== before.status || lastError !== before.lastError;
  if (isNews && !isUnderWay && (lastError !== undefined || /fail/i.test(status ?? ""))) {
    return { kind: "failed", why: lastError ?? status ?? "" };
  }
  // What tells no dates tells nothing by keeping them.
  const tells = now.lastRotatedAt !== undefined || now.version !== undefined;
  if (answer === "done") return tells && patience ? { kind: "wait" } : { kind: "rotated", shown: false };
  return patience ? { kind: "wait" } : { kind: "not known" };
}

function hasRotated(before: Rotatable, now: Rotatable): boolean {
  const isLater =
    now.lastRotatedAt !== undefined &&
    (before.lastRotatedAt === undefined || now.lastRotatedAt > before.lastRotatedAt);
  const isNewer = now.version !== undefined && before.version !== undefined && now.version > before.version;
  return isLater || isNewer;
}
