import { DOCUMENTS } from "../../../../src/proof/stories/documents.js";
import { promises, stories } from "../../../../src/proof/stories/index.js";

test("every document has its story, in the order of the documents", () => {
  expect(stories.map(({ document }) => document)).toEqual([...DOCUMENTS]);
});

test("no two promises of a story have the same title", () => {
  const named = promises.map(({ document, title }) => `${document} ${title}`);
  expect(new Set(named).size).toBe(named.length);
});

test.each(stories)("$document names its stages once, and promises something", ({ stages, promises: own }) => {
  expect(new Set(stages).size).toBe(stages.length);
  expect(own.length).toBeGreaterThan(1);
});
