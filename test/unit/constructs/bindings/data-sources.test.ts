import { Testing } from "cdktf";
import { camelCase } from "../../../../src/domain/camel-case.js";
import * as latchkey from "../../../../src/index.js";
import { dataTables } from "../../../../src/schema/index.js";
import type { Attribute } from "../../../../src/vocabulary/index.js";
import { refusalOf } from "../../../support/constructs/refusal-of.js";
import { demoStack, expression, resolved } from "../../../support/constructs/synthesized.js";

type AnyClass = new (scope: object, id: string, config: object) => Record<string, unknown> & { fqn: string };
const classOf = (type: string) =>
  (latchkey as unknown as Record<string, AnyClass>)[camelCase(`_latchkey_data_${type}`)];

const dataOf = (stack: ReturnType<typeof demoStack>) =>
  (JSON.parse(Testing.synth(stack)) as { data: Record<string, Record<string, object>> }).data;

/** A value for an argument that has to be given. */
const given = ({ type }: Attribute) => (type === "string" ? "/prod/x" : 1);

test.each(dataTables.map((table) => [table.type, table] as const))(
  "data source %s has a class, whose arguments and references are those of its table",
  (type, { attributes }) => {
    const Data = classOf(type);
    if (!Data) throw new Error(`no class for data source ${type}`);
    const required = Object.entries(attributes).filter(([, { mode }]) => mode === "required");
    const config = Object.fromEntries(required.map(([name, one]) => [camelCase(name), given(one)]));
    const stack = demoStack();
    const data = new Data(stack, "It", config);
    const written = dataOf(stack)[`latchkey_${type}`] ?? {};
    const { "//": _, ...body } = Object.values(written)[0] as Record<string, unknown>;
    expect(body).toEqual(Object.fromEntries(required.map(([name, one]) => [name, given(one)])));
    const told = Object.entries(attributes).filter(([, one]) => one.type === "string");
    for (const [name] of told) {
      const address = `data.latchkey_${type}.${Object.keys(written)[0]}`;
      expect(resolved(stack, data[camelCase(name)])).toBe(expression(`${address}.${name}`));
    }
  },
);

test("a data source is of another provider block, and one of several", () => {
  const stack = demoStack();
  const provider = new latchkey.LatchkeyProvider(stack, "latchkey", { alias: "other" });
  new latchkey.LatchkeyDataItem(stack, "It", { name: "/prod/x", provider, count: 2 });
  expect(Object.values(dataOf(stack).latchkey_item ?? {})).toMatchObject([
    { provider: "latchkey.other", count: 2, name: "/prod/x" },
  ]);
});

test("a list of a data source may be indexed", () => {
  const stack = demoStack();
  const item = new latchkey.LatchkeyDataItem(stack, "It", { name: "/prod/x" });
  const tags: string[] = item.tags;
  expect(JSON.stringify(resolved(stack, tags))).toContain("data.latchkey_item.");
});

test("a malformed path fails at synth, under the name of the construct", () => {
  const { code, message } = refusalOf(
    () => new latchkey.LatchkeyDataItem(demoStack(), "It", { name: "/prod//x" }),
  );
  expect(code).toBe("PATH_MALFORMED");
  expect(message).toContain("[demo/It] 'name'");
});
