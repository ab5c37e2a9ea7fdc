import { parseYaml } from "../../support/audit/yaml.js";

describe("the YAML of the examples is understood", () => {
  test("as far as it goes", () => {
    const text = `
# a comment
name: A name: with a colon that is quoted
`.replace("A name: with a colon that is quoted", '"A name: with # all"');
    expect(
      parseYaml(`${text}
on:
  push:
    branches:
      - main
      - "17 4 * * *"
  empty:
jobs:
  - id: /.*/
    run: |
      first
        second

      third
    more: \${{ x.y }}
  - plain
`),
    ).toEqual({
      name: "A name: with # all",
      on: { push: { branches: ["main", "17 4 * * *"] }, empty: "" },
      jobs: [{ id: "/.*/", run: "first\n  second\n\nthird\n", more: `$${"{{ x.y }}"}` }, "plain"],
    });
  });

  test.each([
    ["a tab of a map that is none", "a: 1\n   b: 2"],
    ["a member twice", "a: 1\na: 2"],
    ["flow style", "a: {b: 1}"],
    ["an anchor", "a: &x 1"],
    ["a comment behind a value", "a: 1 # one"],
    ["a map in a line", "a: b: c"],
    ["no member", "a"],
    ["text that is not indented", "a: |\nb"],
  ])("and refused where it is not: %s", (_what, text) => {
    expect(() => parseYaml(text)).toThrow(/^line \d+ /);
  });
});
