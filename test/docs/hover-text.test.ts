import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { camelCase } from "../../src/domain/camel-case.js";
import { dataTables, ephemeralTables, resourceTables } from "../../src/schema/index.js";

const FOLDER = join(__dirname, "..", "..", "src", "constructs", "bindings", "generated");
const text = readdirSync(FOLDER)
  .map((file) => readFileSync(join(FOLDER, file), "utf8"))
  .join("\n");

const bound = [
  ...resourceTables.map((table) => ["", table] as const),
  ...dataTables.map((table) => ["data_", table] as const),
  ...ephemeralTables.map((table) => ["ephemeral_", table] as const),
].map(([kind, table]) => [camelCase(`_latchkey_${kind}${table.type}`), table] as const);

test.each(bound)(
  "%s and each of its arguments say what they mean where an editor shows them",
  (name, table) => {
    const start = text.indexOf(`export interface ${name}Config `);
    const body = text.slice(start, text.indexOf("\n}", start));
    const args = Object.entries(table.attributes).filter(([, { mode }]) => !mode.startsWith("computed"));
    const missing = args.filter(
      ([attribute, { doc }]) =>
        !body.includes(`  /** ${doc.replaceAll("*/", "*\\/")} */\n  readonly ${camelCase(attribute)}`),
    );
    expect({ isThere: start > 0, missing: missing.map(([attribute]) => attribute) }).toEqual({
      isThere: true,
      missing: [],
    });
    expect(text).toMatch(new RegExp(`/\\*\\* \\S[^\\n]*\\*/\\nexport class ${name} extends `));
  },
);
