import type { Attributes, ScalarName, ValueType } from "../../vocabulary/index.js";
import { camelCase } from "./camel-case.js";
import type { Arguments } from "./check-arguments.js";

/** Props under camelCase names → arguments under Terraform's names; what is unset stays away. */
export function argumentsOf(attributes: Attributes, props: object): Arguments {
  const terraformNames = new Map(Object.keys(attributes).map((name) => [camelCase(name), name]));
  const entries = Object.entries(props)
    .filter(([, value]) => value !== undefined)
    .map(([prop, value]): [string, unknown] => {
      const name = terraformNames.get(prop) ?? prop;
      return [name, nested(attributes[name]?.type, value)];
    });
  return Object.fromEntries(entries);
}

function nested(type: ValueType | undefined, value: unknown): unknown {
  if (typeof type !== "object" || typeof value !== "object" || value === null) return value;
  if ("object" in type) return argumentsOf(type.object, value);
  if ("objects" in type && Array.isArray(value)) {
    return value.map((item) => nested({ object: type.objects }, item));
  }
  return value;
}

const HCL_SCALARS: { readonly [N in ScalarName]: string } = {
  string: "string",
  int: "number",
  number: "number",
  bool: "boolean",
};

/** What `cdktf synth --hcl` needs to be told of each argument. */
export function hclAttributes(attributes: Attributes, given: Arguments): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      { value, isBlock: false, ...hclType(attributes[name]?.type ?? "string") },
    ]),
  );
}

function hclType(type: ValueType): { readonly type: string; readonly storageClassType?: string } {
  if (typeof type === "string") return { type: "simple", storageClassType: HCL_SCALARS[type] };
  if ("list" in type) return { type: "list", storageClassType: `${HCL_SCALARS[type.list]}List` };
  if ("set" in type) return { type: "set", storageClassType: `${HCL_SCALARS[type.set]}List` };
  if ("map" in type) return { type: "map", storageClassType: `${HCL_SCALARS[type.map]}Map` };
  return { type: "any" };
}
