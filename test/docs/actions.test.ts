import { readFileSync } from "node:fs";
import { join } from "node:path";
import { actionTables } from "../../src/schema/index.js";
import type { Attributes } from "../../src/vocabulary/index.js";

const read = (name: string) => readFileSync(join(__dirname, "..", "..", "docs", name), "utf8");

/** The attributes that each action block of a page sets, by the action's type. No Terraform here can check them. */
function configsOf(page: string): [string, string[]][] {
  const blocks = page.matchAll(/^action "latchkey_(\w+)" "\w+" \{\n {2}config \{\n([\s\S]*?)^ {2}\}/gm);
  return [...blocks].map(([, type = "", config = ""]) => [
    type,
    [...config.matchAll(/^ {4}(\w+) *=/gm)].map(([, name = ""]) => name),
  ]);
}

test.each(["actions.md", ...actionTables.map(({ type }) => `reference/action_latchkey_${type}.md`)])(
  "every action block of %s sets what the action requires, and nothing that it does not know",
  (page) => {
    const configs = configsOf(read(page));
    expect(configs.length).toBeGreaterThan(0);
    for (const [type, names] of configs) {
      const table = actionTables.find((one) => one.type === type);
      const attributes: Attributes = table?.attributes ?? {};
      const required = Object.entries(attributes).filter(([, { mode }]) => mode === "required");
      expect(names).toEqual(expect.arrayContaining(required.map(([name]) => name)));
      expect(Object.keys(attributes)).toEqual(expect.arrayContaining(names));
    }
  },
);
