import type { Attributes, ValueType } from "../../vocabulary/index.js";
import type { TfType } from "./value.js";

/** The Terraform type of a value. Terraform has only one kind of number, so a whole number is just that. */
export function wireType(type: ValueType): TfType {
  if (typeof type === "string") return type === "int" ? "number" : type;
  if ("list" in type) return ["list", wireType(type.list)];
  if ("set" in type) return ["set", wireType(type.set)];
  if ("map" in type) return ["map", wireType(type.map)];
  return objectType(type.object);
}

/** The Terraform type of an object with these attributes. */
export function objectType(attributes: Attributes): TfType {
  return [
    "object",
    Object.fromEntries(Object.entries(attributes).map(([name, { type }]) => [name, wireType(type)])),
  ];
}
