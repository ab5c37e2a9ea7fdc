import fc from "fast-check";
import { repeats } from "../../../src/disguise/repeats.js";

describe("repeats", () => {
  test("finds eight characters of a secret in a row wherever they begin, and no seven", () => {
    // Few letters, so that parts of both are alike by chance, too.
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "-", "\u00e9", "\u{1f511}"), maxLength: 40 });
    fc.assert(
      fc.property(letters, letters, (text, secret) => {
        const core = (whole: string) => whole.replace(/[^\p{L}\p{N}]/gu, "");
        const isShared = (one: string, other: string) =>
          [...Array(Math.max(0, one.length - 7)).keys()].some((at) => other.includes(one.slice(at, at + 8)));
        const writings = (whole: string) => [whole, core(whole)];
        const expected =
          (secret.trim() !== "" && text.includes(secret)) ||
          writings(secret).some((of) => writings(text).some((there) => isShared(of, there)));
        expect(repeats(text, secret)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("takes a secret of megabytes without a text for each of its places", () => {
    const secret = `${"s".repeat(4 * 1024 * 1024)}the-very-end`;
    const before = process.memoryUsage().heapUsed;
    expect(repeats("nothing of it", secret)).toBe(false);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20 * secret.length);
    expect(repeats("its last words: very-end", secret)).toBe(true);
  });
});
