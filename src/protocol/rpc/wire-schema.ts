import type { MessageInitShape } from "@bufbuild/protobuf";
import type { AttributeDescription, SchemaDescription } from "../../engine/schema-description.js";
import {
  type Schema_AttributeSchema,
  Schema_Object_NestingMode,
  type SchemaSchema,
  StringKind,
} from "../generated/tfplugin6_pb.js";
import { typeJson } from "../value/type.js";

/** A schema as it goes over the wire. */
export function wireSchema(schema: SchemaDescription): MessageInitShape<typeof SchemaSchema> {
  const version = BigInt(schema.version);
  return {
    version,
    block: {
      version,
      description: schema.description,
      descriptionKind: StringKind.MARKDOWN,
      deprecated: schema.deprecated !== undefined,
      deprecationMessage: schema.deprecated ?? "",
      attributes: schema.attributes.map(wireAttribute),
    },
  };
}

const NESTING = {
  single: Schema_Object_NestingMode.SINGLE,
  list: Schema_Object_NestingMode.LIST,
  set: Schema_Object_NestingMode.SET,
  map: Schema_Object_NestingMode.MAP,
} as const;

function wireAttribute(attribute: AttributeDescription): MessageInitShape<typeof Schema_AttributeSchema> {
  const { name, description, required, optional, computed, sensitive, writeOnly, nested } = attribute;
  return {
    name,
    description,
    descriptionKind: StringKind.MARKDOWN,
    required,
    optional,
    computed,
    sensitive,
    writeOnly,
    // Exactly one of the two says what the value looks like.
    ...(nested
      ? { nestedType: { nesting: NESTING[nested.nesting], attributes: nested.attributes.map(wireAttribute) } }
      : { type: Buffer.from(typeJson(attribute.type)) }),
  };
}
