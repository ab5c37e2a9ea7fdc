import type { DeserializeMiddleware, Pluggable } from "@smithy/types";

const EARLIER = new WeakMap<object, readonly unknown[]>();

/** Has the error of a client's last attempt remember those of the attempts that the SDK made before it. */
export function remembersAttempts<Input extends object, Output extends object>(): Pluggable<Input, Output> {
  // Of one request; all attempts at it have this one context.
  const ofRequest = new WeakMap<object, readonly unknown[]>();
  const remember: DeserializeMiddleware<Input, Output> = (next, context) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      const earlier = ofRequest.get(context) ?? [];
      if (typeof error === "object" && error !== null) EARLIER.set(error, earlier);
      ofRequest.set(context, [...earlier, error]);
      throw error;
    }
  };
  return {
    applyToStack: (stack) =>
      stack.add(remember, { step: "deserialize", priority: "high", name: "latchkeyEarlierAttempts" }),
  };
}

/** What the attempts before this error's came to, as errors of the SDK; the first one first. */
export function earlierAttempts(error: unknown): readonly unknown[] {
  return typeof error === "object" && error !== null ? (EARLIER.get(error) ?? []) : [];
}
