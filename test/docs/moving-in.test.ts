import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resourceTables } from "../../src/schema/index.js";

const root = join(__dirname, "..", "..");
const guide = readFileSync(join(root, "docs", "moving-in.md"), "utf8");
// Applied in test/acceptance/moved-from-official.test.ts.
const example = readFileSync(join(root, "examples", "moving-in", "main.tf"), "utf8");

test("the guide quotes the example that is applied", () => {
  const [, snippet = ""] = /```hcl\n([^`]*)```/.exec(guide) ?? [];
  expect(snippet).toContain("moved {");
  expect(example).toContain(snippet);
});

const renamed = resourceTables.flatMap(({ type, formerly }) => (formerly ? [[formerly, type] as const] : []));

test.each(renamed)(
  "the guide says what became of latchkey_%s, with the page of latchkey_%s",
  (former, now) => {
    expect(guide).toContain(
      `| \`latchkey_${former}\` | [\`latchkey_${now}\`](reference/latchkey_${now}.md) |`,
    );
  },
);

// Terraform is given such blocks in test/acceptance/former-names.test.ts.
test("the guide quotes the block that the page of a renamed type has", () => {
  const [, snippet = ""] = /```hcl\n(moved \{[^`]*)```/.exec(guide) ?? [];
  const [, page = ""] = /from = latchkey_\w+\.\w+\n {2}to {3}= (latchkey_\w+)\./.exec(snippet) ?? [];
  expect(readFileSync(join(root, "docs", "reference", `${page}.md`), "utf8")).toContain(snippet);
});
