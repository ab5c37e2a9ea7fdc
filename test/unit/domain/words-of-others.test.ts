import fc from "fast-check";
import { shortened } from "../../../src/domain/shortened.js";
import { wordsOf } from "../../../src/domain/words-of-others.js";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const CAUSE =
  "api error AccessDenied: User: arn:aws:iam::123456789012:user/akeyless/gw is not authorized to perform: iam:CreateAccessKey on resource: user gw with an explicit deny in a service control policy";

/** An error as programs wrap it: each layer says what it tried, and the last one what went wrong. */
const wrapped = (layers: readonly string[]) => [...layers, CAUSE].join(": ");

const word = fc.stringMatching(/^[a-z]{1,12}$/);
const layer = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(" "));

test("shows the cause at the end of an error, however often it is wrapped", () => {
  fc.assert(
    fc.property(fc.array(layer, { maxLength: 60 }), (layers) => {
      const words = wordsOf(wrapped(layers));
      expect(words).toContain(CAUSE);
      expect(words.startsWith((layers[0] ?? CAUSE).slice(0, 100))).toBe(true);
      expect(words.length).toBeLessThanOrEqual(2_001);
    }),
  );
});

test("leaves out a secret before it shortens, so that no piece of one is left at the cut", () => {
  fc.assert(
    fc.property(layer, layer, fc.nat(4_000), fc.nat(4_000), (first, last, before, after) => {
      const filler = (length: number) => "so it goes ".repeat(length / 11);
      const words = wordsOf(`${first} ${filler(before)} ${SECRET} ${filler(after)} ${last}`);
      for (let at = 0; at + 8 <= SECRET.length; at++) expect(words).not.toContain(SECRET.slice(at, at + 8));
    }),
  );
});

test.each([
  ["a text of 2,000 characters", "a b ".repeat(500).trim()],
  ["an address of 300 characters", `see https://example.com/${"a".repeat(280)}`],
])("keeps %s whole", (_, text) => {
  expect(wordsOf(text)).toBe(text);
});

test("leaves out the middle of a word that no sentence has, and goes on after it", () => {
  const words = wordsOf(`no such key in ${"item,".repeat(1_000)} of the list: NotFound`);
  expect(words).toMatch(/^no such key in item,.*….*item, of the list: NotFound$/);
  expect(words.length).toBeLessThan(350);
});

test("puts lines and control characters into one line", () => {
  expect(wordsOf("a\u0007\r\n\tb\u009bc")).toBe("a b c");
});

test.each([
  ["words", "so it goes "],
  ["one word", "a"],
  ["words that are nearly too long", `${"a".repeat(300)} `],
  ["secrets", `${SECRET} `],
])("goes through megabytes of %s to the cause", (_, piece) => {
  expect(wordsOf(`${piece.repeat(16_000_000 / piece.length)} ${CAUSE}`)).toContain(CAUSE);
});

test("shortens to so many characters, of which twice as many are of the end", () => {
  expect(shortened("0123456789", 10)).toBe("0123456789");
  expect(shortened("0123456789A", 9)).toBe("012…56789A");
});

test("never cuts through a character of two code units", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1 }),
      fc.integer({ min: 1, max: 40 }),
      (text, most) => {
        expect(encodeURIComponent(shortened(text, most))).not.toBe(""); // throws for half of a pair
      },
    ),
  );
});
