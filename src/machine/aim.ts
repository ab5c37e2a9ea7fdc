import type { AccessKey } from "../seed/index.js";
import type { KeyVersion } from "./world.js";

/** A key other than the one that is known is to be the one that readers get. */
export interface FreshAim {
  readonly kind: "fresh";
  /** The key that is to be replaced; null for the first one. Any other one that readers get is the fresh one. */
  readonly known: string | null;
  /** What a key is made for, in one word without spaces; it is told with its version. Null: nothing to be told. */
  readonly purpose: string | null;
  /**
   * Whether a key that was made for this purpose is the fresh one, also where it is `known`: a run that was ended before it
   * could say so has made it.
   */
  readonly purposeSuffices: boolean;
  /** The version that it goes into, where the caller does not choose it. Then it is fresh once that one is current. */
  readonly version: string | null;
  /** How far this run goes: a version that is pending, one whose key was seen working, or one that readers get. */
  readonly reach: "pending" | "proven" | "current";
  /** Whether it may make a key; if not, the pending version has to be there. */
  readonly mints: boolean;
}

/** What a run is to come to. */
export type Aim =
  | FreshAim
  /** Replaced keys end, as far as they are due. `leavesPending`: another caller is at work on a pending version. */
  | { readonly kind: "tidy"; readonly leavesPending: boolean }
  /** No key of ours is left. `known`: those that the owner knows of. */
  | { readonly kind: "none"; readonly known: readonly string[] };

/** Whether readers get a fresh key that works. @param working the key that readers get, if it is ours and works */
export function isReached(
  { known, purpose, purposeSuffices, version }: FreshAim,
  versions: readonly KeyVersion[],
  working: AccessKey | undefined,
): boolean {
  const current = versions.find((one) => one.current);
  // A first version is current at once, whatever it is to be; as long as it is pending, its key was not proven.
  if (!current?.keyId || current.pending) return false;
  if (version !== null) return current.id === version;
  if (working === undefined) return false;
  return working.id !== known || (purposeSuffices && purpose !== null && current.purpose === purpose);
}
