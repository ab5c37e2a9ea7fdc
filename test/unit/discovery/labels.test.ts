import fc from "fast-check";
import { labelsOf } from "../../../src/discovery/labels.js";

test.each([
  ["/prod/reader", "prod_reader"],
  ["/prod/my-app.v2", "prod_my_app_v2"],
  ["/2024/keys", "_2024_keys"],
  ["/日本/key", "key"],
  ["/日本", "object"],
])("%j is labelled %j", (name, label) => {
  expect(labelsOf([name])).toEqual([label]);
});

test("names that would have one label get a digest each, whatever their order", () => {
  const names = ["/a/b", "/a_b", "/c"];
  const labels = labelsOf(names);
  expect(labels).toEqual([
    expect.stringMatching(/^a_b_[0-9a-f]{6}$/),
    expect.stringMatching(/^a_b_[0-9a-f]{6}$/),
    "c",
  ]);
  expect(labelsOf([...names].reverse())).toEqual([...labels].reverse());
});

test("labels are valid, unique, and the same in every order", () => {
  // Names that are alike, so that labels meet.
  const part = fc.constantFrom("a", "b", "_", "/", "é", "-", ".", "0", "A");
  const name = fc.oneof(
    fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("")),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.uniqueArray(name), (names) => {
      const labels = labelsOf(names);
      for (const label of labels) expect(label).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
      expect(new Set(labels).size).toBe(names.length);
      expect(labelsOf([...names].reverse())).toEqual([...labels].reverse());
    }),
  );
});
