import {
  type ActionTable,
  type Attribute,
  type Attributes,
  fieldsOf,
  type Rule,
} from "../../vocabulary/index.js";
import { attributeFlaws } from "./attribute-flaws.js";
import { isComputed } from "./mode.js";
import { oncePerTable } from "./once-per-table.js";
import type { Place } from "./place.js";

/** Arguments that Terraform keeps to itself. */
const RESERVED = {
  resource: ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"],
  provider: ["alias", "count", "depends_on", "for_each", "lifecycle", "source", "version"],
  // An action's config has a block of its own.
  action: [],
} as const satisfies Record<string, readonly string[]>;

/** Mistakes in one table, in words that follow its name. */
export function tableFlaws(table: ActionTable, kind: keyof typeof RESERVED): readonly string[] {
  return FLAWS[kind](table);
}

const FLAWS = {
  resource: oncePerTable((table: ActionTable) => flawsAs(table, "resource")),
  provider: oncePerTable((table: ActionTable) => flawsAs(table, "provider")),
  action: oncePerTable((table: ActionTable) => flawsAs(table, "action")),
} as const satisfies Record<keyof typeof RESERVED, unknown>;

function flawsAs(table: ActionTable, kind: keyof typeof RESERVED): readonly string[] {
  const { attributes } = table;
  const reserved: readonly string[] = RESERVED[kind];
  return [
    ...(table.doc.trim() === "" ? ["it has no doc"] : []),
    ...Object.keys(attributes)
      .filter((name) => reserved.includes(name))
      .map((name) => `${name} is a word of Terraform's own`),
    ...attributesFlaws(attributes, { root: kind, inside: null }),
    ...ruleFlaws(table.rules, attributes),
  ];
}

function attributesFlaws(attributes: Attributes, place: Place): string[] {
  const flaws = Object.entries(attributes).flatMap(([name, attribute]) => [
    ...(/^[a-z][a-z0-9_]*$/.test(name)
      ? []
      : [`${JSON.stringify(name)} is no possible name of an attribute`]),
    ...attributeFlaws(attribute, place).map((flaw) => `${name} ${flaw}`),
    ...nestedFlaws(attribute, place).map((flaw) => `${name}.${flaw}`),
  ]);
  return [...flaws, ...versionFlaws(attributes)];
}

function nestedFlaws(attribute: Attribute, place: Place): string[] {
  const { type, rules = [] } = attribute;
  const nested = fieldsOf(type);
  if (!nested) return [];
  const isProviders = place.inside === "computed" || isComputed(attribute);
  const isInSet = place.inside === "set" || nested.nesting === "set";
  return [
    ...attributesFlaws(nested.fields, {
      ...place,
      inside: isProviders ? "computed" : isInSet ? "set" : "configured",
    }),
    ...ruleFlaws(rules, nested.fields),
    ...rules
      .filter(({ when }) => when !== undefined)
      .map(({ at, when }) => `${at} has a rule for a ${when}, which only whole objects of the gateway have`),
  ];
}

function versionFlaws(attributes: Attributes): string[] {
  return Object.entries(attributes).flatMap(([name, { versionedBy, mode }]) => {
    if (versionedBy === undefined) return [];
    if (mode !== "writeOnly") return [`${name} has a versionedBy, but is not write-only`];
    const version = Object.hasOwn(attributes, versionedBy) ? attributes[versionedBy] : undefined;
    if (!version)
      return [`${name} is versioned by ${JSON.stringify(versionedBy)}, which is not in the table`];
    const isUsers = version.mode === "required" || version.mode === "optional";
    return isUsers ? [] : [`${name} is versioned by ${versionedBy}, which the user does not set`];
  });
}

function ruleFlaws(rules: readonly Rule[], attributes: Attributes): string[] {
  return rules.flatMap(({ code, needs, at }) =>
    [...new Set([...needs, at])].flatMap((name) => {
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (!attribute) return [`a rule ${code} names ${JSON.stringify(name)}, which is not in the table`];
      return isComputed(attribute) ? [`a rule ${code} names ${name}, which the user does not set`] : [];
    }),
  );
}
