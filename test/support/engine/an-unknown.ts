import { isUnknown } from "../../../src/vocabulary/index.js";

/** Matches the unknown value in `toMatchObject`, which takes an object without properties for any value. */
export const anUnknown: unknown = {
  $$typeof: Symbol.for("jest.asymmetricMatcher"),
  asymmetricMatch: isUnknown,
  toString: () => "Unknown",
  toAsymmetricMatcher: () => "Unknown",
};
