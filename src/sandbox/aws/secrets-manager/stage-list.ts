import type { SecretVersion } from "./secret.js";

/** The labels of a version as answers list them. */
export function stageList({ stages }: SecretVersion): readonly string[] {
  return [...stages].sort();
}
