import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const source = join(__dirname, "..", "..", "src");
const DECLARED =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|interface|type|(?:const )?enum|const|let) (\w+)/gm;

test("an exported name has one meaning: it is declared in one file", () => {
  const places = new Map<string, Set<string>>();
  for (const file of readdirSync(source, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || file.includes("generated")) continue;
    for (const [, name = ""] of readFileSync(join(source, file), "utf8").matchAll(DECLARED)) {
      places.set(name, (places.get(name) ?? new Set()).add(file));
    }
  }
  const several = [...places].filter(([, files]) => files.size > 1);
  expect(several.map(([name, files]) => `${name}: ${[...files].sort().join(", ")}`).sort()).toEqual([]);
});
