import type { CreateAnswer } from "./created-credential.js";

/** What a rotation is called with. */
export interface RotateCall<Payload> {
  readonly payload: Payload;
  readonly signal: AbortSignal;
}

/**
 * A rotation of one's own: changes the system, and gives the new payload. To be repeatable with the old payload: the
 * gateway keeps that for as long as it has not had the answer. So the old one should go on working until the next
 * rotation, where the system allows it: two logins that take turns.
 */
export type OwnRotation<Payload> = (call: RotateCall<Payload>) => Payload | Promise<Payload>;

/**
 * A rotation by what the producer does anyway: `create` makes what the payload is to hold, and what the payload before
 * the present one held is ended by `revoke`. The present one goes on working until the next rotation.
 */
export interface RotationByCreate<Payload, Input = unknown> {
  /**
   * The `input` that `create` is called with to make what the payload is to hold, as the producer's schema would give
   * it: the gateway sends none. @default what the schema makes of no arguments
   */
  readonly input?: Input;
  /** The new payload, from what was created and the present one. To keep the id of each: see `own` and `previous`. */
  readonly next: (made: CreateAnswer, present: Payload) => Payload;
  /** The id of what this payload holds itself, as `create` gave it; undefined where it was not made so. */
  readonly own: (payload: Payload) => string | undefined;
  /** The id of what the payload before this one held; undefined where there is none to be ended. */
  readonly previous: (payload: Payload) => string | undefined;
}

/** What a rotation by create and revoke works with. */
export interface RotationParts<Payload> {
  readonly rotation: Pick<RotationByCreate<Payload>, "next" | "own" | "previous">;
  readonly payload: Payload;
  /** Makes an admin credential. */
  readonly create: () => Promise<CreateAnswer>;
  readonly revoke: (id: string) => Promise<void>;
  /** Told that the predecessor could not be ended: no payload holds it from now on. */
  readonly leftOver: (error: unknown) => void;
}

/** Rotates by create and revoke. Nothing is ended before what takes its place is there. */
export async function rotateByCreate<Payload>(parts: RotationParts<Payload>): Promise<Payload> {
  const { rotation, payload, create, revoke, leftOver } = parts;
  const made = await create();
  const next = rotation.next(made, payload);
  const predecessor = rotation.previous(payload);
  if (predecessor !== undefined && predecessor !== rotation.own(payload)) {
    try {
      await revoke(predecessor);
    } catch (error) {
      leftOver(error);
    }
  }
  return next;
}
