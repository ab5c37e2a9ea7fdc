import type { Construct } from "constructs";
import { camelCase } from "../../domain/camel-case.js";
import {
  type Attribute,
  type Attributes,
  fieldsOf,
  type ScalarName,
  type ValueType,
} from "../../vocabulary/index.js";
import type { Arguments } from "./check-arguments.js";
import { referredPath } from "./gateway-object.js";

/**
 * Props under camelCase names → arguments under Terraform's names; what is unset stays away, and an object of the gateway
 * that is given for its path becomes a reference to that.
 */
export function argumentsOf(at: Construct, attributes: Attributes, props: object): Arguments {
  const terraformNames = new Map(Object.keys(attributes).map((name) => [camelCase(name), name]));
  const entries = Object.entries(props)
    .filter(([, value]) => value !== undefined)
    .map(([prop, value]): [string, unknown] => {
      const name = terraformNames.get(prop) ?? prop;
      return [name, argumentOf(at, prop, attributes[name], value)];
    });
  return Object.fromEntries(entries);
}

function argumentOf(at: Construct, prop: string, attribute: Attribute | undefined, value: unknown): unknown {
  if (!attribute) return value;
  const { type, refersTo } = attribute;
  if (refersTo !== undefined) return referredPath(at, prop, refersTo, value);
  const nested = fieldsOf(type);
  if (!nested) return value;
  const ofObject = (item: unknown) => (isPlain(item) ? argumentsOf(at, nested.fields, item) : item);
  if (nested.nesting === "single") return ofObject(value);
  if (Array.isArray(value)) return value.map(ofObject);
  if (nested.nesting !== "map" || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ofObject(item)]));
}

/** Whether it is written out, and no token that will become an object. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
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
  if ("object" in type) return { type: "any" };
  const [kind, element] =
    "list" in type
      ? (["list", type.list] as const)
      : "set" in type
        ? (["set", type.set] as const)
        : (["map", type.map] as const);
  if (typeof element !== "string") return { type: "any" };
  return { type: kind, storageClassType: `${HCL_SCALARS[element]}${kind === "map" ? "Map" : "List"}` };
}
