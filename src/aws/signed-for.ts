import type { DeserializeMiddleware, Pluggable } from "@smithy/types";

const REGIONS = new WeakMap<object, string>();

/** Has the errors of a client's answers remember what region the request was signed for. */
export function remembersRegion<Input extends object, Output extends object>(): Pluggable<Input, Output> {
  const remember: DeserializeMiddleware<Input, Output> = (next) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      const region = regionOf(args.request);
      if (region !== undefined && typeof error === "object" && error !== null) REGIONS.set(error, region);
      throw error;
    }
  };
  return {
    applyToStack: (stack) =>
      stack.add(remember, { step: "deserialize", priority: "high", name: "latchkeySignedFor" }),
  };
}

/** The region that the request was signed for whose answer is this error; undefined where that is not known. */
export function signedFor(error: unknown): string | undefined {
  return typeof error === "object" && error !== null ? REGIONS.get(error) : undefined;
}

function regionOf(request: unknown): string | undefined {
  const { headers } = request as { readonly headers?: Readonly<Record<string, string>> };
  return /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(headers?.authorization ?? "")?.[1];
}
