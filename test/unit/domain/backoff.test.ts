import fc from "fast-check";
import {
  type PausePolicy,
  pauseMs,
  pausePolicies,
  spreadMs,
  wholePauseMs,
} from "../../../src/domain/backoff.js";

const policies = Object.entries(pausePolicies);
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const attempts = fc.integer({ min: 1, max: 2_000 });

describe.each(policies)("a pause of %s", (_name, policy: PausePolicy) => {
  test("grows with each attempt, up to its bound, and never shrinks", () => {
    fc.assert(
      fc.property(attempts, (attempt) => {
        const [before, after] = [wholePauseMs(policy, attempt), wholePauseMs(policy, attempt + 1)];
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(policy.longestMs ?? Number.POSITIVE_INFINITY);
      }),
    );
    expect(wholePauseMs(policy, 1)).toBe(policy.firstMs);
  });

  test("lies between the multiples that chance may choose", () => {
    const [least, most] = policy.spread;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), chance, (attempt, random) => {
        const whole = wholePauseMs(policy, attempt);
        const pause = pauseMs(policy, attempt, random);
        expect(pause).toBeGreaterThanOrEqual(whole * least);
        expect(pause).toBeLessThanOrEqual(whole * most);
      }),
    );
  });

  test("is as long as the other side asks for, within its bounds, whatever the attempt", () => {
    const { shortestMs = 0, longestMs = Number.POSITIVE_INFINITY, spreadMs: extra = 0 } = policy.hint ?? {};
    fc.assert(
      fc.property(attempts, chance, fc.nat(10_000_000), (attempt, random, hintMs) => {
        const pause = pauseMs(policy, attempt, random, hintMs);
        const asked = Math.max(shortestMs, Math.min(hintMs, longestMs));
        expect(pause).toBeGreaterThanOrEqual(asked);
        expect(pause).toBeLessThanOrEqual(asked + extra);
      }),
    );
  });
});

test("a pause between two successes of a proof is never shorter than its gap", () => {
  expect(spreadMs(pausePolicies.seedProofGap, 400, 0)).toBe(400);
  expect(spreadMs(pausePolicies.seedProofGap, 400, 0.5)).toBe(450);
});
