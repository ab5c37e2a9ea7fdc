import { typePage } from "../../../scripts/reference/type-page.js";
import { attr, table } from "../../../src/vocabulary/index.js";

const doc = "Words.";
const inner = { right: attr.required.string({ doc: "What may be done." }) };
const page = typePage(
  table({
    type: "nested",
    doc: "Something with everything in it.",
    identity: "name",
    attributes: {
      name: attr.required.string({ doc: "Its path.", refersTo: "target" }),
      hour: attr.gatewayChosen.int({ doc: "When." }),
      region: attr.optional.string({ doc: "Where.", tellsNothing: true }),
      said: attr.optional.string({ doc: "A change of it is not noticed.", tellsNothing: true }),
      matrix: attr.optional.list({ list: "int" }, { doc }),
      groups: attr.optional.map({ set: "string" }, { doc }),
      rules: attr.optional.objectSet(
        { path: attr.required.string({ doc: "Which." }), rights: attr.optional.objects(inner, { doc }) },
        { doc },
      ),
      keyed: attr.optional.objectMap(inner, { doc }),
    },
  }),
);
const row = (name: string) => page.split("\n").find((line) => line.startsWith(`| \`${name}\``)) ?? "";

test.each([
  ["matrix", "list of list of whole number"],
  ["groups", "map of set of string"],
  ["rules", "set of objects"],
  ["keyed", "map of objects"],
])("the page says that %s is a %s", (name, type) => {
  expect(row(name)).toContain(`| ${type} |`);
});

test("the fields of nested objects have tables of their own, however deep they are", () => {
  const headings = page.split("\n").filter((line) => line.startsWith("## "));
  expect(headings).toEqual(["## rules", "## rules.rights", "## keyed", "## Import"]);
  expect(page).toContain(
    "## rules.rights\n\n| attribute | type | | meaning |\n|---|---|---|---|\n| `right` |",
  );
});

test("a reference is linked to the types that it may name", () => {
  expect(row("name")).toContain("Refers to [latchkey_target_aws](latchkey_target_aws.md)");
});

test("what the gateway chooses is optional, and what becomes of its choice is said", () => {
  expect(row("hour")).toContain("| optional |");
  expect(row("hour")).toContain("what it has chosen stands");
});

test("a change that cannot be seen is said once", () => {
  expect(row("region")).toContain("The gateway does not tell it, so a change made elsewhere is not noticed.");
  expect(row("said").match(/not noticed/g)).toHaveLength(1);
});
