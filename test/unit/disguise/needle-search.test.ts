import fc from "fast-check";
import { NeedleSearch, SHORTEST_NEEDLE } from "../../../src/disguise/needle-search.js";

const bytes = (constraints: fc.IntArrayConstraints) =>
  // Few different bytes, so that needles overlap and nearly stand in the text.
  fc.uint8Array({ ...constraints, max: 2 });

test("finds every needle at every place, and nothing else", () => {
  fc.assert(
    fc.property(
      fc.array(bytes({ minLength: SHORTEST_NEEDLE, maxLength: 12 }), { maxLength: 5 }),
      bytes({ maxLength: 200 }),
      (texts, text) => {
        const needles = texts.map((needle) => ({ bytes: needle }));
        const found = new NeedleSearch(needles).find(text).map(({ needle, offset }) => [needle, offset]);
        const expected = needles.flatMap((needle) => placesOf(needle.bytes, text).map((at) => [needle, at]));
        expect(new Set(found.map(String))).toEqual(new Set(expected.map(String)));
        expect(found).toHaveLength(expected.length);
      },
    ),
    { numRuns: 1000 },
  );
});

function placesOf(needle: Uint8Array, text: Uint8Array): number[] {
  const haystack = Buffer.from(text);
  const places: number[] = [];
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) places.push(at);
  return places;
}

test("fails for a needle that could slip between the places that are looked at", () => {
  expect(() => new NeedleSearch([{ bytes: Buffer.alloc(SHORTEST_NEEDLE - 1) }])).toThrow("too short");
});
