import { graceEnd } from "../domain/rotation-grace.js";
import { Fault } from "../errors/fault.js";
import { untilInWords } from "../seed/index.js";
import { isInGraceByDates, noRoomBecause } from "./room-for-a-key.js";
import { whatCameOfIt } from "./what-came-of-it.js";
import type { Rotatable, RotationWorld } from "./world.js";

/** How long a rotation whose outcome does not show is waited for. */
const PATIENCE_MS = 120_000;
/** The same where the gateway has said that it is done. */
const PATIENCE_AFTER_ANSWER_MS = 10_000;
const LOOK_AGAIN_MS = 2_000;

export interface RotationJob {
  /** Of a rotated secret or a dynamic secret; with its leading slash. */
  readonly path: string;
  /** Whether a grace that is on may be ended by it. */
  readonly endGrace: boolean;
  /** How the caller says that: `--end-grace`. */
  readonly wayToEndGrace: string;
}

export interface Rotated {
  readonly kind: Rotatable["kind"];
  /** When it last rotated, as the gateway tells it; undefined where it does not. */
  readonly at: Date | undefined;
  /** Whether the gateway shows the rotation, and did not only say that it is done. */
  readonly shown: boolean;
  /** The grace in which what was before stays; `until` is undefined for the next rotation. */
  readonly grace: { readonly until: Date | undefined } | undefined;
}

/**
 * Has something rotated now, by one request, which is never sent again: where its answer is not clear, what came of it
 * is read, and waited for. In a grace, with both keys that AWS allows in use, nothing is asked for unless the caller
 * wants the grace to end.
 *
 * @throws Fault ROTATION_UNCONFIRMED where nothing shows whether it took place, KEY_SLOTS_IN_GRACE
 */
export async function rotateNow(world: RotationWorld, job: RotationJob): Promise<Rotated> {
  const { path } = job;
  const before = await world.find(path);
  if (!before) throw missing(path, "Nothing was changed.");
  await refuseWithoutRoom(world, job, before);
  const asked = { is: false };
  try {
    return await rotated(world, job, before, asked);
  } catch (error) {
    if (!asked.is || !isStop(error, world.signal)) throw error;
    throw new Fault("INTERRUPTED", {
      doing: doing(path),
      seen: "it was interrupted before the outcome was known",
      state: "The rotation was asked for once. Whether it takes place is not known.",
      advice: `See when it last rotated before asking again: akeyless describe-item --name ${path}.`,
    });
  }
}

async function rotated(
  world: RotationWorld,
  { path }: RotationJob,
  before: Rotatable,
  asked: { is: boolean },
): Promise<Rotated> {
  const { clock, signal } = world;
  world.progress(`asking the gateway to rotate ${path}`);
  // A request that is under way is waited for; what is thrown says itself that nothing has come of it.
  const outcome = await world.rotate(path).catch((error: unknown) => {
    throw inOurWords(error, path, before);
  });
  asked.is = true;
  const answer = outcome.kind === "done" ? "done" : "unclear";
  if (answer === "unclear")
    world.progress("no clear answer; looking what has come of it, and not asking again");
  const until = clock.now().getTime() + (answer === "done" ? PATIENCE_AFTER_ANSWER_MS : PATIENCE_MS);
  for (let looks = 0; ; looks += 1) {
    const now = await world.find(path);
    const patience = clock.now().getTime() < until;
    const came = whatCameOfIt({ before, now, answer, patience });
    switch (came.kind) {
      case "rotated":
        return { kind: before.kind, at: now?.lastRotatedAt, shown: came.shown, grace: graceAfter(now) };
      case "wait":
        if (looks === 0) world.progress("waiting for the gateway to show the rotation");
        await clock.sleep(LOOK_AGAIN_MS, signal);
        break;
      case "gone":
        throw missing(path, "The rotation was asked for once; then it was deleted.");
      case "failed":
        throw new Fault("ROTATION_FAILED", {
          doing: doing(path),
          seen: `the gateway says: ${came.why}`,
          state: "It was asked for once. What it held before is still in use, as far as the gateway tells.",
        });
      case "not known":
        throw unconfirmed(path, before, outcome.kind === "unclear" ? outcome.why : undefined);
    }
  }
}

/** Whether the caller was told to stop, and not something else has gone wrong. */
function isStop(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && (error === signal.reason || Fault.is(error, "GATEWAY_INTERRUPTED"));
}

async function refuseWithoutRoom(world: RotationWorld, job: RotationJob, before: Rotatable): Promise<void> {
  const { path, endGrace, wayToEndGrace } = job;
  const now = world.clock.now();
  if (!isInGraceByDates(before, now)) return;
  if (endGrace) {
    world.progress("a grace is on; what the gateway left in it may be deleted for this rotation");
    return;
  }
  const { awsKey } = before;
  const seen = awsKey?.of === "target" ? await world.keysThrough(awsKey.target) : undefined;
  const because = noRoomBecause(before, seen, now);
  if (!because) return;
  throw new Fault("KEY_SLOTS_IN_GRACE", {
    doing: doing(path),
    seen: because.seen,
    state: "Nothing was asked for.",
    advice: `Rotate again after that. If nothing needs the key before any more, or it must not work any longer, say so by ${wayToEndGrace}: the gateway then deletes it to make room.`,
  });
}

/** A key that AWS has no room for is told as such, and with when there will be. */
function inOurWords(error: unknown, path: string, { grace, lastRotatedAt, awsKey }: Rotatable): unknown {
  if (!Fault.is(error) || !/LimitExceeded|AccessKeysPerUser/.test(error.details.seen)) return error;
  const until =
    grace && lastRotatedAt
      ? `; the key before the last rotation stays ${untilInWords(graceEnd(lastRotatedAt, grace))}`
      : "";
  const look =
    awsKey?.of === "target" ? ` See which they are: latchkey status --target ${awsKey.target}.` : "";
  return new Fault("AWS_KEY_QUOTA", {
    doing: doing(path),
    seen: `both slots for keys that AWS allows are taken${until}. ${error.details.seen}`,
    state: "It was not rotated: what it held before is still in use.",
    advice: `Delete the key that nothing uses any more, then rotate again.${look}`,
  });
}

function graceAfter(now: Rotatable | undefined): Rotated["grace"] {
  if (!now?.grace || !now.lastRotatedAt) return undefined;
  return { until: graceEnd(now.lastRotatedAt, now.grace) };
}

function unconfirmed(path: string, { lastRotatedAt }: Rotatable, why: string | undefined): Fault {
  const last = lastRotatedAt ? `on ${lastRotatedAt.toISOString()}, as before` : "never, as before";
  return new Fault("ROTATION_UNCONFIRMED", {
    doing: doing(path),
    seen: `${why ?? "no clear answer came"}; two minutes later the gateway tells that it last rotated ${last}`,
    state: "The rotation was asked for once, and not again. Whether it takes place is not known.",
    advice: `See when it last rotated before asking again: akeyless describe-item --name ${path}.`,
  });
}

function missing(path: string, state: string): Fault {
  return new Fault("GATEWAY_OBJECT_MISSING", {
    doing: doing(path),
    seen: "the gateway has no such item, or does not show it to this caller",
    state,
  });
}

function doing(path: string): string {
  return `rotating ${JSON.stringify(path)}`;
}
