import { TerraformStack, Testing } from "cdktf";
import { bind } from "../../src/constructs/bindings/bind.js";
import { camelCase } from "../../src/domain/camel-case.js";
import * as library from "../../src/index.js";
import { providerTable, resourceTables } from "../../src/schema/index.js";
import {
  type Attribute,
  type Attributes,
  fieldsOf,
  type Table,
  type ValueType,
} from "../../src/vocabulary/index.js";
import { servedSchema } from "../support/acceptance/served.js";
import { ExampleFolder } from "../support/constructs/example-folder.js";
import { formerTables } from "../support/schema/former-tables.js";

jest.setTimeout(120_000);

/** An attribute as `terraform providers schema -json` tells it. */
interface ServedAttribute {
  readonly type?: unknown;
  readonly nested_type?: { readonly nesting_mode: string; readonly attributes: ServedAttributes };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly write_only?: boolean;
  readonly sensitive?: boolean;
}
type ServedAttributes = Readonly<Record<string, ServedAttribute>>;
interface ServedBlock {
  readonly attributes: ServedAttributes;
  readonly deprecated?: boolean;
}
interface Served {
  readonly provider: { readonly block: { readonly attributes: ServedAttributes } };
  readonly resource_schemas: Readonly<
    Record<string, { readonly version: number; readonly block: ServedBlock }>
  >;
}

const tables = resourceTables as readonly unknown[] as readonly Table[];
const CONFIGURATION = {
  terraform: { required_providers: { latchkey: { source: "latchkey/latchkey" } } },
};

let folder: ExampleFolder;
let served: Served;
beforeAll(async () => {
  folder = await ExampleFolder.open();
  expect(await folder.terraformOn("schema", CONFIGURATION, "init")).toMatchObject({ code: 0 });
  const { output } = await folder.terraformOn("schema", CONFIGURATION, "providers", "schema", "-json");
  served = servedSchema(output);
});
afterAll(() => folder?.remove());

/** How Terraform writes a type. */
function wireType(type: ValueType): unknown {
  if (type === "int") return "number";
  if (typeof type === "string") return type;
  const [[kind, of]] = Object.entries(type) as [[string, ValueType]];
  return [kind, wireType(of)];
}

type Modes = ReadonlySet<Attribute["mode"]>;
const OPTIONAL: Modes = new Set(["optional", "defaulted", "gatewayChosen", "writeOnly"]);
const COMPUTED: Modes = new Set(["computed", "computedOrNull", "defaulted", "gatewayChosen"]);

/** What a table's attribute has to look like to Terraform. */
function expected({ mode, type, sensitive }: Attribute): ServedAttribute {
  const nested = fieldsOf(type);
  return {
    ...(nested
      ? { nested_type: { nesting_mode: nested.nesting, attributes: expectedAll(nested.fields) } }
      : { type: wireType(type) }),
    ...(mode === "required" && { required: true }),
    ...(OPTIONAL.has(mode) && { optional: true }),
    ...(COMPUTED.has(mode) && { computed: true }),
    ...(mode === "writeOnly" && { write_only: true }),
    ...(sensitive && { sensitive: true }),
  };
}

const expectedAll = (attributes: Attributes): ServedAttributes =>
  Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, expected(attribute)]));

/** The served attributes without what is said about them. An attribute may be called `description`, too. */
const withoutProse = (attributes: ServedAttributes): unknown =>
  JSON.parse(
    JSON.stringify(attributes, (key, value) =>
      key.startsWith("description") && typeof value === "string" ? undefined : value,
    ),
  );

test("the provider serves the types that have a binding, those under their former names, and no other", () => {
  expect(Object.keys(served.resource_schemas).sort()).toEqual(
    [...tables, ...formerTables].map(({ type }) => `latchkey_${type}`).sort(),
  );
  for (const { type } of tables) {
    const bound = (library as unknown as Record<string, { tfResourceType?: string }>)[
      camelCase(`_latchkey_${type}`)
    ];
    expect(bound?.tfResourceType).toBe(`latchkey_${type}`);
  }
});

test.each([...tables, ...formerTables].map((table) => [table.type, table] as const))(
  "the provider serves each attribute of %s as its table says, from which the binding derives",
  (type, { attributes, version, deprecated }) => {
    const { block, version: servedVersion } = served.resource_schemas[`latchkey_${type}`] ?? {};
    expect(withoutProse(block?.attributes ?? {})).toEqual(expectedAll(attributes));
    expect(servedVersion).toBe(version);
    expect(block?.deprecated ?? false).toBe(deprecated !== undefined);
  },
);

test("the provider serves each attribute of its own block as its table says", () => {
  expect(withoutProse(served.provider.block.attributes)).toEqual(
    expectedAll(providerTable.attributes as Attributes),
  );
});

test.each(tables.map((table) => [table.type, table] as const))(
  "the binding of %s refers to what can be read, under the served names",
  (type, table) => {
    const stack = new TerraformStack(Testing.app(), "demo");
    // The checks have tests of their own; here only the names matter.
    const unchecked = { ...table, rules: [], attributes: optional(table.attributes) } as Table;
    const resource = new (bind(unchecked))(stack, "it", {});
    const served_ = served.resource_schemas[`latchkey_${type}`]?.block.attributes ?? {};
    for (const [name, { write_only }] of Object.entries(served_)) {
      const prop = camelCase(name);
      expect({ prop, readable: prop in resource }).toEqual({ prop, readable: write_only !== true });
    }
  },
);

function optional(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      attribute.mode === "required" ? { ...attribute, mode: "optional" as const } : attribute,
    ]),
  );
}
