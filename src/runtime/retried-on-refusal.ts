import { pauseMs, pausePolicies } from "../domain/backoff.js";
import type { Clock } from "../domain/clock.js";
import { unlessAborted } from "../domain/unless-aborted.js";
import { Fault } from "../errors/fault.js";
import type { CachedSecret } from "./cached-secret.js";
import type { EventListeners } from "./event-listeners.js";
import { discardAnswer, isUnauthorizedAnswer } from "./refusals/http.js";
import type { RefusalPredicate } from "./refusals/refusal.js";
import type { Secret } from "./secret.js";
import type { SecretCache } from "./secret-cache.js";
import type { newCounters } from "./secrets-counters.js";
import type { Wakefulness } from "./wakefulness.js";

/** What calls with a secret work with. */
export interface SecretCallParts {
  readonly cache: SecretCache;
  readonly clock: Clock;
  readonly listeners: EventListeners;
  readonly counters: ReturnType<typeof newCounters>;
  readonly wakefulness: Wakefulness;
  readonly refusals: readonly RefusalPredicate[];
  /** How long another value is waited for after a refusal, in milliseconds. */
  readonly patienceMs: number;
}

/**
 * Does something with a secret. Where the system refuses it, does it once more with the value that the gateway has by
 * then; where no other value comes, the first outcome stands.
 */
export async function retriedOnRefusal<T>(
  parts: SecretCallParts,
  path: string,
  use: (secret: Secret) => Promise<T> | T,
  signal: AbortSignal | undefined,
): Promise<T> {
  const { cache, counters, listeners, refusals } = parts;
  const first = await cache.read(path, signal);
  let refused: { readonly answer: T } | { readonly error: unknown };
  try {
    const answer = await use(first);
    if (!isUnauthorizedAnswer(answer)) return answer;
    refused = { answer };
  } catch (error) {
    if (!refusals.some((isRefusal) => isRefusal(error))) throw error;
    refused = { error };
  }
  counters.refused += 1;
  listeners.tell({ name: "refused", path: first.path });
  const second = await parts.wakefulness.during(anotherValue(parts, first, signal));
  if (!second) {
    listeners.tell({ name: "not-replaced", path: first.path });
    if ("error" in refused) throw refused.error;
    return refused.answer;
  }
  if ("answer" in refused) await discardAnswer(refused.answer);
  counters.retried += 1;
  listeners.tell({ name: "retried", path: first.path });
  return use(second);
}

/**
 * Another value than the refused one: as soon as there is one, within the patience. A system may refuse the old value a
 * while before the gateway tells the new one, and the gateway may be away meanwhile.
 */
async function anotherValue(
  { cache, clock, patienceMs }: SecretCallParts,
  refused: Secret,
  signal: AbortSignal | undefined,
): Promise<Secret | undefined> {
  const one = cache.entry(refused.path);
  const until = clock.now().getTime() + patienceMs;
  const stop = signal ? AbortSignal.any([signal, cache.closing]) : cache.closing;
  for (let attempt = 1; ; attempt++) {
    if (one.secret && !one.secret.hasValueOf(refused)) return one.secret;
    const told = await toldBefore(until, cache, clock, one, stop);
    if (told && !told.hasValueOf(refused)) return told;
    // A value that another caller has waited for in vain is asked for once, and not waited for.
    const inVain = one.refusedInVain?.hasValueOf(refused) ?? false;
    const pause = pauseMs(pausePolicies.secretRefused, attempt, clock.random());
    if (inVain || one.gateway === "no") return undefined;
    if (clock.now().getTime() + pause > until) {
      one.refusedInVain = refused;
      return undefined;
    }
    await clock.sleep(pause, stop);
  }
}

/** What the gateway tells now; undefined where it tells nothing before that time. */
async function toldBefore(
  until: number,
  cache: SecretCache,
  clock: Clock,
  one: CachedSecret,
  stop: AbortSignal,
): Promise<Secret | undefined> {
  const answered = new AbortController();
  const timeOver = clock.sleep(
    Math.max(0, until - clock.now().getTime()),
    AbortSignal.any([answered.signal, stop]),
  );
  timeOver.catch(() => {});
  try {
    const told = Promise.race([cache.fetch(one, "refused"), timeOver]);
    return (await unlessAborted(told, stop)) ?? undefined;
  } catch (error) {
    stop.throwIfAborted();
    if (!Fault.is(error)) throw error;
    return undefined;
  } finally {
    answered.abort();
  }
}
