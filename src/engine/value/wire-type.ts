import type { Attributes, ScalarName, ValueType } from "../../vocabulary/index.js";
import type { TfType } from "./value.js";

/** The Terraform type of a value. Terraform has only one kind of number, so a whole number is just that. */
export function wireType(type: ValueType): TfType {
  if (typeof type === "string") return scalarType(type);
  if ("list" in type) return ["list", scalarType(type.list)];
  if ("set" in type) return ["set", scalarType(type.set)];
  if ("map" in type) return ["map", scalarType(type.map)];
  return "object" in type ? objectType(type.object) : ["list", objectType(type.objects)];
}

/** The Terraform type of an object with these attributes. */
export function objectType(attributes: Attributes): TfType {
  return [
    "object",
    Object.fromEntries(Object.entries(attributes).map(([name, { type }]) => [name, wireType(type)])),
  ];
}

function scalarType(name: ScalarName): "string" | "number" | "bool" {
  return name === "int" ? "number" : name;
}
