/**
 * Whether the version of a write-only value says that the value is to be sent. The first one after an import does not:
 * the provider does not know what the gateway holds, and an older value must not replace a newer one. It is recorded,
 * unless the gateway tells that it holds none.
 */
export function isNewVersion(planned: number | null, prior: number | null): boolean {
  return planned !== null && prior !== null && planned !== prior;
}

/** Whether a version is the first one of an object that was imported without one. */
export function isFirstVersion(planned: number | null, prior: number | null): boolean {
  return planned !== null && prior === null;
}
