import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import type { Config } from "./samples.js";

/** A resource as Terraform's language writes it. */
export interface Written {
  readonly address: string;
  readonly block: string;
  /** The variables that the block needs, by their names. Its secrets come by them, so that no file has them. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A resource of a described type. Each secret is another one, for a search that says which one it has found. */
export function written({ table }: GatewayType, label: string, values: Config): Written {
  const type = `latchkey_${table.type}`;
  const variables: Record<string, string> = {};
  const lines = Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      if (table.attributes[name]?.mode !== "writeOnly") return `  ${name} = ${literal(value)}`;
      const variable = `${table.type}_${label}_${name}`;
      const secret = `s3cr3t-of-${variable}`;
      const isJson = String(table.attributes[name]?.examples?.[0]).startsWith("{");
      variables[variable] = isJson ? JSON.stringify({ one: secret }) : secret;
      return `  ${name} = var.${variable}`;
    });
  const declared = Object.keys(variables).map(
    (name) => `variable "${name}" {\n  type      = string\n  ephemeral = true\n}\n`,
  );
  return {
    address: `${type}.${label}`,
    block: `${declared.join("")}resource "${type}" "${label}" {\n${lines.join("\n")}\n}\n`,
    variables,
  };
}

const literal = (value: unknown): string => JSON.stringify(value).replaceAll("${", "$${");
