import { awsRegionFlaw } from "../../domain/aws-region.js";
import { markFlaw } from "../../domain/making-mark.js";

/** What the gateway takes for "leave the description as it is", so that it can never be one. */
const UNCHANGED: ReadonlySet<string> = new Set(["default_metadata", "default_comment"]);

/** What every description shares. An empty one is allowed: a deployer may want to say that there is none. */
export const gatewayText = {
  emptyIsUnset: true,
  flaw: (text: string) =>
    UNCHANGED.has(text)
      ? `should be another text: the gateway takes ${JSON.stringify(text)} for "leave it as it is"`
      : markFlaw(text),
} as const;

/** What every attribute with a region of the gateway's shares. */
export const awsRegion = { flaw: awsRegionFlaw } as const;

/** A text for which the empty one means nothing. */
export const notEmpty = {
  flaw: (text: string) => (text === "" ? 'should not be empty, got ""' : undefined),
} as const;
