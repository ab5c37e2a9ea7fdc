import {
  type ActionTable,
  type Attribute,
  type Attributes,
  fieldsOf,
  type Table,
} from "../../vocabulary/index.js";
import type { AttributeDescription, SchemaDescription } from "../schema-description.js";
import { objectType, wireType } from "../value/wire-type.js";
import { isComputed, isGatewayChosen } from "./mode.js";
import { oncePerTable } from "./once-per-table.js";

/** The schema of a table, as the wire tells it to Terraform. */
export const describeTable = oncePerTable(
  (table: Table): SchemaDescription => ({
    version: table.version,
    description: table.doc,
    ...(table.deprecated !== undefined && { deprecated: table.deprecated }),
    attributes: describeAttributes(table.attributes, false),
    type: objectType(table.attributes),
  }),
);

/** The schema of an action's config. Nothing in it is computed: defaults are filled in when the action runs. */
export const describeAction = oncePerTable(
  (table: ActionTable): SchemaDescription => ({
    version: 0,
    description: table.doc,
    attributes: describeAttributes(table.attributes, false).map(notComputed),
    type: objectType(table.attributes),
  }),
);

function notComputed(attribute: AttributeDescription): AttributeDescription {
  const { nested } = attribute;
  return {
    ...attribute,
    computed: false,
    ...(nested && { nested: { ...nested, attributes: nested.attributes.map(notComputed) } }),
  };
}

function describeAttributes(attributes: Attributes, insideComputed: boolean): AttributeDescription[] {
  return Object.entries(attributes).map(([name, attribute]) => describe(name, attribute, insideComputed));
}

/** Inside of a computed attribute everything is computed, whatever its mode says about null. */
function describe(name: string, attribute: Attribute, insideComputed: boolean): AttributeDescription {
  const { mode, type, doc, sensitive } = attribute;
  const onlyComputed = insideComputed || isComputed(attribute);
  const nested = fieldsOf(type);
  return {
    name,
    type: wireType(type),
    ...(nested && {
      nested: {
        nesting: nested.nesting,
        attributes: describeAttributes(nested.fields, onlyComputed),
      },
    }),
    description: doc,
    required: !onlyComputed && mode === "required",
    optional: !onlyComputed && mode !== "required",
    computed: onlyComputed || mode === "defaulted" || isGatewayChosen(attribute),
    sensitive: sensitive || mode === "writeOnly",
    writeOnly: mode === "writeOnly",
  };
}
