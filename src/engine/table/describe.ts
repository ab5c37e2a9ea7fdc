import type { Attribute, Attributes, Table } from "../../vocabulary/index.js";
import type { AttributeDescription, SchemaDescription } from "../schema-description.js";
import { objectType, wireType } from "../value/wire-type.js";
import { isComputed } from "./mode.js";

/** The schema of a table, as the wire tells it to Terraform. */
export function describeTable(table: Table): SchemaDescription {
  return {
    version: table.version,
    description: table.doc,
    attributes: describeAttributes(table.attributes, false),
    type: objectType(table.attributes),
  };
}

function describeAttributes(attributes: Attributes, insideComputed: boolean): AttributeDescription[] {
  return Object.entries(attributes).map(([name, attribute]) => describe(name, attribute, insideComputed));
}

/** Inside of a computed attribute everything is computed, whatever its mode says about null. */
function describe(name: string, attribute: Attribute, insideComputed: boolean): AttributeDescription {
  const { mode, type, doc, sensitive } = attribute;
  const onlyComputed = insideComputed || isComputed(attribute);
  const nested = nestedAttributes(attribute);
  return {
    name,
    type: wireType(type),
    ...(nested && {
      nested: {
        nesting: nested.nesting,
        attributes: describeAttributes(nested.attributes, onlyComputed),
      },
    }),
    description: doc,
    required: !onlyComputed && mode === "required",
    optional: !onlyComputed && mode !== "required",
    computed: onlyComputed || mode === "defaulted",
    sensitive: sensitive || mode === "writeOnly",
    writeOnly: mode === "writeOnly",
  };
}

function nestedAttributes({
  type,
}: Attribute): { nesting: "single" | "list"; attributes: Attributes } | undefined {
  if (typeof type === "string") return undefined;
  if ("object" in type) return { nesting: "single", attributes: type.object };
  return "objects" in type ? { nesting: "list", attributes: type.objects } : undefined;
}
