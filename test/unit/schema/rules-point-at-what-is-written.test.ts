import type { TfObject, TfValue } from "../../../src/engine/index.js";
import { brokenChangeRules } from "../../../src/engine/plan/broken-change-rules.js";
import { brokenRules } from "../../../src/engine/validate/broken-rules.js";
import { providerTable, resourceTables } from "../../../src/schema/index.js";
import type { Attribute, Table } from "../../../src/vocabulary/index.js";

const tables = [providerTable, ...resourceTables] as readonly unknown[] as readonly Table[];

/** Some values of an attribute, null among them: enough to break every rule in every way. */
function valuesOf({ type, oneOf, min }: Attribute): TfValue[] {
  if (oneOf) return [null, ...(oneOf as TfValue[])];
  if (type === "string") return [null, "x"];
  if (type === "bool") return [null, true, false];
  if (type === "int") return [null, min ?? 1, 99_999];
  if (typeof type === "object" && "map" in type) return [null, {}, { x: "x" }];
  if (typeof type === "object" && "object" in type) {
    const fields = Object.keys(type.object);
    return [null, ...[null, "x"].map((value) => Object.fromEntries(fields.map((name) => [name, value])))];
  }
  return [null, [], ["x"]];
}

function configsOf(table: Table, needs: readonly string[]): TfObject[] {
  const nothing = Object.fromEntries(Object.keys(table.attributes).map((name) => [name, null]));
  return needs.reduce<TfObject[]>(
    (configs, name) =>
      configs.flatMap((config) =>
        valuesOf(table.attributes[name] as Attribute).map((value) => ({ ...config, [name]: value })),
      ),
    [nothing],
  );
}

/** By a create, or else by a change of any one of the values. */
function brokenByChange(table: Table, config: TfObject, needs: readonly string[]) {
  const priors = needs.map((name) => ({ ...config, [name]: OTHER[typeof config[name]] ?? null }));
  return [null, ...priors]
    .map((prior) => brokenChangeRules(table, prior, config, config))
    .reduce((told, more) => (told.length > 0 ? told : more));
}

const OTHER: Readonly<Record<string, TfValue>> = { string: "other", number: 2, boolean: false };

const rules = tables.flatMap((table) =>
  table.rules.map((rule) => ({ table, rule, type: table.type || "provider" })),
);

test.each(rules)(
  "$rule.code of $type at $rule.at is told at a line that is written and holds no secret",
  ({ table, rule }) => {
    const alone = { ...table, rules: [rule] };
    const broken = configsOf(table, rule.needs).flatMap((config) => {
      const told = rule.when ? brokenByChange(alone, config, rule.needs) : brokenRules(alone, config);
      return told.filter(({ code }) => code === rule.code).map(({ at, text }) => ({ at, text, config }));
    });
    expect(broken.length).toBeGreaterThan(0);
    for (const { at, text, config } of broken) {
      const isWhole = rule.needs.every(
        (name) => table.attributes[name]?.mode !== "required" || config[name] !== null,
      );
      // What is not written has a default, and is told with it.
      if (isWhole) expect(text).not.toMatch(/\b(?:null|undefined|NaN)\b/);
      const { mode, sensitive } = table.attributes[at] as Attribute;
      const isWritten = config[at] !== null;
      expect({ at, printsSecret: isWritten && (mode === "writeOnly" || sensitive) }).toEqual({
        at,
        printsSecret: false,
      });
      const others = rule.needs.filter((name) => {
        const other = table.attributes[name] as Attribute;
        return config[name] !== null && other.mode !== "writeOnly" && !other.sensitive;
      });
      expect({ config, at, isWritten: isWritten || others.length === 0 }).toEqual({
        config,
        at,
        isWritten: true,
      });
    }
  },
);
