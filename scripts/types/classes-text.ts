import { camelCase } from "../../src/domain/camel-case.js";
import * as schema from "../../src/schema/index.js";
import { dataTables, ephemeralTables, resourceTables } from "../../src/schema/index.js";
import { gatewayTypes } from "../../src/types/generated/index.js";
import type { GatewayType } from "../../src/types/mechanism/gateway-type.js";
import type { Attribute, Table } from "../../src/vocabulary/index.js";
import { constantOf } from "./index-text.js";

/** The classes of all described types, one to one with Terraform, with what each argument means. */
export function classesText(folder: string, names: readonly string[]): string {
  return `${[
    "// Written by `npm run docs` from the files of src/types.",
    'import type { Construct } from "constructs";',
    `import { ${names.map(constantOf).join(", ")} } from "../../../types/generated/index.js";`,
    'import { type BindingConfig, bind } from "../bind.js";',
    ...names.flatMap((name) =>
      classOf({ of: `${constantOf(name)}.table`, ...RESOURCE, ...typeIn(folder, name) }),
    ),
  ].join("\n")}\n`;
}

/** The classes of what has a table of its own in src/schema: further resource types, data sources, ephemeral resources. */
export function classesWithTablesText(): string {
  const described: readonly unknown[] = gatewayTypes.map(({ table }) => table);
  const kinds = [
    { ...RESOURCE, tables: resourceTables as readonly unknown[] },
    { ...DATA, tables: dataTables as readonly unknown[] },
    { ...EPHEMERAL, tables: ephemeralTables as readonly unknown[] },
  ];
  const found = kinds.flatMap(({ tables, ...kind }) =>
    Object.entries(schema)
      .filter(([, value]) => tables.includes(value) && !described.includes(value))
      .map(([of, value]) => ({ ...kind, of, table: value as unknown as Described }))
      .sort((one, other) => (one.of < other.of ? -1 : 1)),
  );
  return `${[
    "// Written by `npm run docs` from the tables of src/schema.",
    'import type { Construct } from "constructs";',
    `import { ${found.map(({ of }) => of).join(", ")} } from "../../../schema/index.js";`,
    ...[RESOURCE, DATA, EPHEMERAL].map(
      ({ bind, config, file }) => `import { ${bind}, type ${config} } from "../${file}.js";`,
    ),
    ...found.flatMap(classOf),
  ].join("\n")}\n`;
}

/** How classes of a kind are named and made. */
interface Kind {
  /** What stands between `Latchkey` and the type in a name. */
  readonly infix: string;
  /** How Terraform calls a block of it, where that is not a resource. */
  readonly block: string;
  readonly bind: string;
  readonly config: string;
  readonly file: string;
}

const RESOURCE: Kind = { infix: "", block: "", bind: "bind", config: "BindingConfig", file: "bind" };
const DATA: Kind = {
  ...{ infix: "_data", block: "data " },
  ...{ bind: "bindData", config: "DataBindingConfig", file: "bind-data" },
};
const EPHEMERAL: Kind = {
  ...{ infix: "_ephemeral", block: "ephemeral " },
  ...{ bind: "bindEphemeral", config: "EphemeralBindingConfig", file: "bind-ephemeral" },
};

type Described = Pick<Table, "type" | "doc" | "attributes"> & { readonly formerly?: string };

function typeIn(folder: string, name: string): GatewayType {
  const module = require(`${folder}/${name}.ts`) as { readonly [constant: string]: GatewayType };
  const type = module[constantOf(name)];
  if (!type) throw new Error(`src/types/${name}.ts should export ${constantOf(name)}`);
  return type;
}

function classOf({
  of,
  table,
  infix,
  block,
  bind,
  config,
}: Kind & { of: string; table: Described }): string[] {
  const type = `${block}latchkey_${table.type}`;
  const name = camelCase(`_latchkey${infix}_${table.type}`);
  const args = `${name}Arguments`;
  const given = Object.entries(table.attributes).filter(([, { mode }]) => !mode.startsWith("computed"));
  return [
    "",
    `type ${args} = ${config}<typeof ${of}>;`,
    "",
    `/** Arguments of \`${type}\`. */`,
    `export interface ${name}Config extends ${args} {`,
    ...given.map(([attribute, described]) => property(camelCase(attribute), described, args)),
    "}",
    "",
    `/** \`${type}\`: ${comment(table.doc)} */`,
    `export class ${name} extends ${bind}(${of}) {`,
    `  constructor(scope: Construct, id: string, config: ${name}Config) {`,
    "    super(scope, id, config);",
    "  }",
    "}",
    ...(table.formerly === undefined ? [] : formerClass(`latchkey_${table.formerly}`, name)),
  ];
}

/** The class by the name that the type had before: it makes a resource of the type. */
function formerClass(type: string, name: string): string[] {
  const former = camelCase(`_${type}`);
  return [
    "",
    `/** @deprecated The class is called {@link ${name}} now. */`,
    `export class ${former} extends ${name} {}`,
    "",
    `/** @deprecated The interface is called {@link ${name}Config} now. */`,
    `export type ${former}Config = ${name}Config;`,
  ];
}

function property(name: string, { mode, doc }: Attribute, args: string): string {
  const mark = mode === "required" ? "" : "?";
  return `  /** ${comment(doc)} */\n  readonly ${name}${mark}: ${args}["${name}"];`;
}

/** Markdown as it may stand in a comment. */
function comment(doc: string): string {
  return doc.replaceAll("*/", "*\\/");
}
