import type { OperationContext } from "../../engine/definition.js";
import type { Clients } from "../../wiring/index.js";

/** When something that cannot be extended ends; null where that is not known. A moment in ISO 8601. */
export type FixedEnd = string | null;

/** The end of what lives for so many seconds from now on. */
export function endAfter({ clock }: Clients, seconds: number | null): FixedEnd {
  return seconds === null ? null : new Date(clock.now().getTime() + seconds * 1000).toISOString();
}

/** Warns, at the end of a run, that it has taken longer than what was opened for it could live. */
export function warnIfOutlived(
  { client, warn }: Pick<OperationContext<Clients>, "client" | "warn">,
  end: FixedEnd,
  { what, advice }: { readonly what: string; readonly advice: string },
): void {
  if (end === null || client.clock.now().toISOString() <= end) return;
  warn(
    "Run longer than its credential lives",
    `${what} could not be extended and ended at ${end}, before this run did: what was done with it after that has failed, or will have. ${advice}`,
  );
}
