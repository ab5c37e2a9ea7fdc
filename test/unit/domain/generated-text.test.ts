import { CLASSES, generatedText, hasShape, shapeOf } from "../../../src/domain/generated-text.js";

const ALL = Object.values(CLASSES).join("");

/** Draws these numbers, one after the other. */
const drawing = (...numbers: number[]) => {
  const left = [...numbers];
  return (below: number) => {
    const next = left.shift();
    if (next === undefined || next >= below) throw new Error(`there is no number below ${below} left`);
    return next;
  };
};

test.each([4, 5, 8, 32, 1024])("a text of %i characters has one of each class at least", (length) => {
  for (let time = 0; time < 20; time++) {
    const text = generatedText(shapeOf(length, ALL));
    expect(text).toHaveLength(length);
    for (const one of Object.values(CLASSES)) {
      expect([...text].some((character) => one.includes(character))).toBe(true);
    }
  }
});

test("every character is drawn from all of them, and nothing is rounded into a bound", () => {
  const bounds: number[] = [];
  const shape = shapeOf(3, "abc");
  generatedText(shape, (below) => bounds.push(below) - bounds.length);
  expect(bounds).toEqual([3, 3, 3]);
});

test("a text that lacks a class is thrown away whole, so that no place and no character is likelier", () => {
  const shape = shapeOf(2, "ab1");
  expect(shape.classes).toEqual(["ab", "1"]);
  expect(generatedText(shape, drawing(0, 0, 0, 1, 1, 2))).toBe("b1");
  const texts = new Set(Array.from({ length: 400 }, () => generatedText(shape)));
  expect([...texts].sort()).toEqual(["1a", "1b", "a1", "b1"]);
});

test("no two are alike, and all characters occur", () => {
  const texts = Array.from({ length: 200 }, () => generatedText(shapeOf(32, ALL)));
  expect(new Set(texts).size).toBe(200);
  expect([...new Set(texts.join(""))].sort()).toEqual([...ALL].sort());
});

test.each([
  ["abc1", false],
  ["ab1", true],
  ["abc", false],
  ["ab2", false],
  ["ab1 ", false],
])("%j may have been generated: %j", (text, may) => {
  expect(hasShape(shapeOf(3, "abc1"), text)).toBe(may);
});
