import { jsonInText } from "../../../../src/types/attributes/json-in-text.js";

test("two spellings of one value are equal, whatever the order of their names", () => {
  const { canonical } = jsonInText;
  expect(canonical('{ "b": 1, "a": { "d": [2, 1], "c": null } }')).toBe(
    canonical('{"a":{"c":null,"d":[2,1]},"b":1}'),
  );
  expect(canonical("[1,2]")).not.toBe(canonical("[2,1]"));
});

test("a text that is not JSON is refused without being shown, and stays as it is", () => {
  expect(jsonInText.flaw("{no")).toBe("should be JSON, which it is not");
  expect(jsonInText.flaw("")).toBeDefined();
  expect(jsonInText.flaw("{}")).toBeUndefined();
  expect(jsonInText.canonical("{no")).toBe("{no");
});
