import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const guide = readFileSync(join(root, "docs", "moving-in.md"), "utf8");
// Applied in test/acceptance/moved-from-official.test.ts.
const example = readFileSync(join(root, "examples", "moving-in", "main.tf"), "utf8");

test("the guide quotes the example that is applied", () => {
  const [, snippet = ""] = /```hcl\n([^`]*)```/.exec(guide) ?? [];
  expect(snippet).toContain("moved {");
  expect(example).toContain(snippet);
});
