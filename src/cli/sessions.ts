import { Fault } from "../errors/fault.js";
import type { IssuedCredentials, ListedCredential } from "../gateway/index.js";
import { clientsByEnvironment } from "./clients.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { interruptible } from "./values/interrupted.js";
import { type SessionOutcome, sessionsData, sessionsText } from "./values/sessions-report.js";
import type { CliWorld } from "./world.js";

export interface SessionsOptions {
  /** Of the dynamic secret. */
  readonly path: string;
  readonly wish:
    | { readonly kind: "list" | "revoke all" }
    | { readonly kind: "extend"; readonly ids: readonly string[]; readonly minutes: number }
    | { readonly kind: "revoke"; readonly ids: readonly string[] };
}

/**
 * `latchkey sessions`: what a dynamic secret has issued and not revoked; extends and revokes it. One that fails does not
 * keep the others from being done.
 *
 * @throws Fault before anything is changed, and for an interruption
 */
export async function runSessions(
  { path, wish }: SessionsOptions,
  host: Host,
  world: CliWorld,
): Promise<ExitCode> {
  if (wish.kind === "revoke all" && !host.canConfirm) throw unconfirmed(path);
  const { issuedCredentials } = clientsByEnvironment(host, world).gateway;
  const { signal } = world;
  const outcomes: SessionOutcome[] = [];
  const about = {
    doing: `handling what ${JSON.stringify(path)} has issued`,
    state: () => stateAfter(outcomes),
  };
  return interruptible(world, about, async () => {
    const before = await issuedCredentials.list(path, { signal });
    if (wish.kind === "revoke all" && before.length > 0) {
      host.progress(sessionsText(path, before, [], host.style));
      const which = before.length === 1 ? "this credential" : `these ${before.length} credentials`;
      if (!(await host.confirm(`Revoke ${which}?`, signal))) {
        host.progress("Nothing was changed.");
        return EXIT.failed;
      }
    }
    for (const id of idsOf(wish, before)) {
      signal.throwIfAborted();
      host.progress(`${wish.kind === "extend" ? "Extending" : "Revoking"} ${id} …`);
      outcomes.push(await changed(issuedCredentials, path, wish, id, before, signal));
    }
    const after = wish.kind === "list" ? before : await issuedCredentials.list(path, { signal });
    host.result(sessionsData(path, after, outcomes), sessionsText(path, after, outcomes, host.style));
    return outcomes.some(({ fault }) => fault !== null) ? EXIT.failed : EXIT.ok;
  });
}

function idsOf(wish: SessionsOptions["wish"], listed: readonly ListedCredential[]): readonly string[] {
  if ("ids" in wish) return wish.ids;
  return wish.kind === "list" ? [] : listed.map(({ id }) => id);
}

async function changed(
  issued: IssuedCredentials,
  path: string,
  wish: SessionsOptions["wish"],
  id: string,
  before: readonly ListedCredential[],
  signal: AbortSignal,
): Promise<SessionOutcome> {
  const listed = before.find((credential) => credential.id === id);
  try {
    if (wish.kind === "extend") {
      await issued.extend(path, listed ?? { id }, wish.minutes, { signal });
      return { id, outcome: "extended", fault: null };
    }
    // Asked for in any case: the list may be older than the credential.
    await issued.revoke(path, id, { signal });
    return { id, outcome: listed ? "revoked" : "gone", fault: null };
  } catch (error) {
    if (!Fault.is(error) || signal.aborted) throw error;
    return { id, outcome: "failed", fault: error };
  }
}

function stateAfter(outcomes: readonly SessionOutcome[]): string {
  const done = outcomes.filter(({ fault }) => fault === null);
  if (done.length === 0) return "Nothing was changed.";
  return `Done before that: ${done.map(({ id, outcome }) => `${id} ${outcome}`).join(", ")}.`;
}

function unconfirmed(path: string): Fault {
  return new Fault("CONFIRMATION_IMPOSSIBLE", {
    doing: `preparing to revoke all that ${JSON.stringify(path)} has issued`,
    seen: "there is no terminal to ask at, and no --yes",
    state: "Nothing was changed.",
  });
}
