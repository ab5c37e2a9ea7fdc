import { readdirSync } from "node:fs";
import { join } from "node:path";
import { camelCase } from "../../src/domain/camel-case.js";
import { dataTables, ephemeralTables, resourceTables } from "../../src/schema/index.js";
import type { GatewayType } from "../../src/types/mechanism/gateway-type.js";
import type { Attribute, Table } from "../../src/vocabulary/index.js";
import { constantOf } from "./index-text.js";

/**
 * The classes of everything that has a table, one to one with Terraform, with what each argument means: a file for each,
 * so that a program loads those that it makes objects of, and the index of them all.
 */
export function classFiles(source: string, types: readonly string[]): Map<string, string> {
  const classes = [...describedTypes(source, types), ...ownTables(source)];
  const files = new Map(classes.map((bound) => [`${fileOf(bound)}.ts`, fileText(bound)]));
  return files.set("index.ts", classIndexText(classes));
}

/** What is described by a file of src/types. */
function describedTypes(source: string, types: readonly string[]): Bound[] {
  return types.map((name) => {
    const from = `types/${name}`;
    const constant = constantOf(name);
    const type = load(source, from)[constant] as GatewayType | undefined;
    if (!type) throw new Error(`src/${from}.ts should export ${constant}`);
    return { ...RESOURCE, from, constant, of: `${constant}.table`, table: type.table };
  });
}

/** What has a table of its own in src/schema: further resource types, data sources, ephemeral resources. */
function ownTables(source: string): Bound[] {
  return KINDS.flatMap(({ folder, tables, ...kind }) =>
    readdirSync(join(source, folder))
      .map((file) => `${folder}/${file.replace(/\.ts$/, "")}`)
      .sort()
      .flatMap((from) =>
        Object.entries(load(source, from))
          .filter(([, value]) => tables.includes(value))
          .map(([of, value]) => ({ ...kind, from, constant: of, of, table: value as Described })),
      ),
  );
}

function load(source: string, from: string): Readonly<Record<string, unknown>> {
  return require(join(source, `${from}.ts`));
}

function fileText(bound: Bound): string {
  const { constant, from, bind, config, file } = bound;
  return `${[
    WRITTEN,
    'import type { Construct } from "constructs";',
    `import { ${constant} } from "../../../${from}.js";`,
    `import { ${bind}, type ${config} } from "../${file}.js";`,
    ...classOf(bound),
  ].join("\n")}\n`;
}

function classIndexText(classes: readonly Bound[]): string {
  return `${[
    WRITTEN,
    ...classes.map((bound) => {
      const names = namesOf(bound).flatMap((name) => [name, `type ${name}Config`]);
      return `export { ${names.join(", ")} } from "./${fileOf(bound)}.js";`;
    }),
  ].join("\n")}\n`;
}

const WRITTEN = "// Written by `npm run docs` from the files of src/types and the tables of src/schema.";

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

/** Where the tables of each kind are. */
const KINDS: readonly (Kind & { readonly folder: string; readonly tables: readonly unknown[] })[] = [
  { ...RESOURCE, folder: "schema/resources", tables: resourceTables },
  { ...DATA, folder: "schema/data", tables: dataTables },
  { ...EPHEMERAL, folder: "schema/ephemeral", tables: ephemeralTables },
];

type Described = Pick<Table, "type" | "doc" | "attributes"> & { readonly formerly?: string };

/** A class to be written, and where its table is. */
interface Bound extends Kind {
  /** The file under src that has the table, without its ending. */
  readonly from: string;
  /** What is imported from there. */
  readonly constant: string;
  /** The table, as an expression. */
  readonly of: string;
  readonly table: Described;
}

function fileOf({ infix, table }: Bound): string {
  return `${infix}_${table.type}`.slice(1).replaceAll("_", "-");
}

/** The name of the class, and the one before it where there was one. */
function namesOf({ infix, table }: Bound): string[] {
  const name = camelCase(`_latchkey${infix}_${table.type}`);
  return table.formerly === undefined ? [name] : [name, camelCase(`_latchkey_${table.formerly}`)];
}

function classOf(bound: Bound): string[] {
  const { of, table, block, bind, config } = bound;
  const type = `${block}latchkey_${table.type}`;
  const [name = "", former] = namesOf(bound);
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
    ...(former === undefined ? [] : formerClass(former, name)),
  ];
}

/** The class by the name that the type had before: it makes a resource of the type. */
function formerClass(former: string, name: string): string[] {
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
