import { notAuthenticated } from "../refusal.js";
import type { JwtBounds } from "./jwt.js";

const DEADLINE_MS = 5_000;

/** The bounds with the keys that tokens may be signed with: those that were given, else those that are published. */
export async function withPublishedKeys(bounds: JwtBounds): Promise<JwtBounds> {
  if (bounds.keys.length > 0 || bounds.keysUrl === "") return bounds;
  try {
    const answer = await fetch(bounds.keysUrl, {
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const { keys } = (await answer.json()) as { keys?: unknown };
    if (Array.isArray(keys)) return { ...bounds, keys: keys as Record<string, unknown>[] };
  } catch {
    // told below
  }
  throw notAuthenticated("the key set of the auth method cannot be fetched");
}
