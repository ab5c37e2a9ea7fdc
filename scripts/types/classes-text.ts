import { camelCase } from "../../src/domain/camel-case.js";
import type { GatewayType } from "../../src/types/mechanism/gateway-type.js";
import type { Attribute } from "../../src/vocabulary/index.js";
import { constantOf } from "./index-text.js";

/** The classes of all described types, one to one with Terraform, with what each argument means. */
export function classesText(folder: string, names: readonly string[]): string {
  return `${[
    "// Written by `npm run docs` from the files of src/types.",
    'import type { Construct } from "constructs";',
    `import { ${names.map(constantOf).join(", ")} } from "../../../types/generated/index.js";`,
    'import { type BindingConfig, bind } from "../bind.js";',
    ...names.flatMap((name) => classOf(constantOf(name), typeIn(folder, name))),
  ].join("\n")}\n`;
}

function typeIn(folder: string, name: string): GatewayType {
  const module = require(`${folder}/${name}.ts`) as { readonly [constant: string]: GatewayType };
  const type = module[constantOf(name)];
  if (!type) throw new Error(`src/types/${name}.ts should export ${constantOf(name)}`);
  return type;
}

function classOf(constant: string, { table }: GatewayType): string[] {
  const type = `latchkey_${table.type}`;
  const name = camelCase(`_${type}`);
  const args = `${name}Arguments`;
  const given = Object.entries(table.attributes).filter(([, { mode }]) => !mode.startsWith("computed"));
  return [
    "",
    `type ${args} = BindingConfig<typeof ${constant}.table>;`,
    "",
    `/** Arguments of \`${type}\`. */`,
    `export interface ${name}Config extends ${args} {`,
    ...given.map(([attribute, described]) => property(camelCase(attribute), described, args)),
    "}",
    "",
    `/** \`${type}\`: ${comment(table.doc)} */`,
    `export class ${name} extends bind(${constant}.table) {`,
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
