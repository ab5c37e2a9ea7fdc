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
import { mayBeUnknownYet } from "./young-credential.js";

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

/** What came of a call: what it gave, or the refusal that it gave or threw. */
type Outcome<T> =
  | { readonly is: "done"; readonly answer: T }
  | { readonly is: "refused"; readonly answer: T }
  | { readonly is: "threw"; readonly error: unknown };

/**
 * Does something with a secret. Where the system refuses it, does it once more with the value that the gateway has by
 * then; where no other value comes, the first outcome stands. A credential that was issued a moment ago is tried again
 * itself.
 */
export async function retriedOnRefusal<T>(
  parts: SecretCallParts,
  path: string,
  use: (secret: Secret) => Promise<T> | T,
  signal: AbortSignal | undefined,
): Promise<T> {
  const { cache, clock, counters, listeners, wakefulness } = parts;
  const first = await cache.read(path, signal);
  let outcome = await outcomeOf(parts, use, first);
  if (outcome.is === "done") return outcome.answer;
  counters.refused += 1;
  listeners.tell({ name: "refused", path: first.path });
  if (mayBeUnknownYet(first, clock.now())) {
    outcome = await wakefulness.during(untilKnown(parts, first, use, outcome, signal));
    if (outcome.is === "done") return outcome.answer;
  }
  const isTooYoung = mayBeUnknownYet(first, clock.now()) && cache.entry(path).secret?.hasValueOf(first);
  const second = isTooYoung ? undefined : await wakefulness.during(anotherValue(parts, first, signal));
  if (!second) {
    listeners.tell({ name: "not-replaced", path: first.path });
    return resultOf(outcome);
  }
  await discarded(outcome);
  counters.retried += 1;
  listeners.tell({ name: "retried", path: first.path });
  const again = await outcomeOf(parts, use, second);
  if (again.is === "done" || !mayBeUnknownYet(second, clock.now())) return resultOf(again);
  return resultOf(await wakefulness.during(untilKnown(parts, second, use, again, signal)));
}

function resultOf<T>(outcome: Outcome<T>): T {
  if (outcome.is === "threw") throw outcome.error;
  return outcome.answer;
}

async function outcomeOf<T>(
  { refusals }: SecretCallParts,
  use: (secret: Secret) => Promise<T> | T,
  secret: Secret,
): Promise<Outcome<T>> {
  try {
    const answer = await use(secret);
    return { is: isUnauthorizedAnswer(answer) ? "refused" : "done", answer };
  } catch (error) {
    if (!refusals.some((isRefusal) => isRefusal(error))) throw error;
    return { is: "threw", error };
  }
}

/** A second refusal follows, so that the connection of the first one can go. */
async function discarded(outcome: Outcome<unknown>): Promise<void> {
  if (outcome.is === "refused") await discardAnswer(outcome.answer);
}

/** Tries a young credential again, within the patience, for as long as it is young and none has taken its place. */
async function untilKnown<T>(
  parts: SecretCallParts,
  young: Secret,
  use: (secret: Secret) => Promise<T> | T,
  refused: Outcome<T>,
  signal: AbortSignal | undefined,
): Promise<Outcome<T>> {
  const { cache, clock, counters, listeners, patienceMs } = parts;
  const one = cache.entry(young.path);
  const until = clock.now().getTime() + patienceMs;
  const stop = signal ? AbortSignal.any([signal, cache.closing]) : cache.closing;
  let outcome = refused;
  for (let attempt = 1; ; attempt++) {
    const pause = pauseMs(pausePolicies.secretRefused, attempt, clock.random());
    // A value that another caller has tried in vain is not waited for.
    if (one.refusedInVain?.hasValueOf(young)) return outcome;
    if (clock.now().getTime() + pause > until) {
      one.refusedInVain = young;
      return outcome;
    }
    await clock.sleep(pause, stop);
    if (!mayBeUnknownYet(young, clock.now()) || !one.secret?.hasValueOf(young)) return outcome;
    await discarded(outcome);
    counters.retried += 1;
    listeners.tell({ name: "retried", path: young.path });
    outcome = await outcomeOf(parts, use, young);
    if (outcome.is === "done") return outcome;
  }
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
