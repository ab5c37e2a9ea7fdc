import {
  type ActionTable,
  type Attributes,
  fieldsOf,
  mayReferTo,
  type Table,
} from "../../vocabulary/index.js";
import type { AnyResource, ProviderDefinition } from "../definition.js";
import { isPlanned } from "./mode.js";
import { tableFlaws } from "./table-flaws.js";

/** Every mistake in a provider's tables and definitions that can be seen before anything runs. */
export function definitionFlaws<T extends Attributes, Client>(
  provider: ProviderDefinition<T, Client>,
): string[] {
  const { name, table, resources, actions = [] } = provider;
  return [
    ...(/^[a-z][a-z0-9-]*$/.test(name)
      ? []
      : [`the provider's name ${JSON.stringify(name)} is not possible`]),
    ...duplicatesOf(resources).map((type) => `the type ${JSON.stringify(type)} is defined twice`),
    ...duplicatesOf(actions).map((type) => `the action ${JSON.stringify(type)} is defined twice`),
    ...tableFlaws(table, "provider").map((flaw) => `provider: ${flaw}`),
    ...referenceFlaws(resources.map((resource): Table => resource.table)),
    ...resources.flatMap((resource) =>
      resourceFlaws(resource).map((flaw) => `${resource.table.type}: ${flaw}`),
    ),
    ...actions.flatMap((action) =>
      [...typeNameFlaws(action.table), ...tableFlaws(action.table, "action")].map(
        (flaw) => `action ${action.table.type}: ${flaw}`,
      ),
    ),
  ];
}

/** A reference to a type that this provider does not serve is a misspelling. */
function referenceFlaws(tables: readonly Table[]): string[] {
  const inside = (attributes: Attributes, path: string): string[] =>
    Object.entries(attributes).flatMap(([name, { type, refersTo }]) => [
      ...(refersTo === undefined || tables.some((other) => mayReferTo(refersTo, other.type))
        ? []
        : [`${path}${name} refers to ${JSON.stringify(refersTo)}, of which there is no type`]),
      ...inside(fieldsOf(type)?.fields ?? {}, `${path}${name}.`),
    ]);
  return tables.flatMap(({ type, attributes }) => inside(attributes, `${type}: `));
}

function duplicatesOf(definitions: readonly { readonly table: ActionTable }[]): string[] {
  const types = definitions.map(({ table }) => table.type);
  return types.filter((type, index) => types.indexOf(type) !== index);
}

function typeNameFlaws({ type }: ActionTable): string[] {
  return /^[a-z][a-z0-9_]*$/.test(type) ? [] : ["the type's name is not possible"];
}

function resourceFlaws<Client>(resource: AnyResource<Client>): string[] {
  const table: Table = resource.table;
  return [
    ...typeNameFlaws(table),
    ...tableFlaws(table, "resource"),
    ...identityFlaws(table, resource),
    ...importFlaws(table),
    ...updateFlaws(table, resource),
    ...upgradeFlaws(table, resource),
  ];
}

function identityFlaws<Client>({ identity, attributes }: Table, resource: AnyResource<Client>): string[] {
  const attribute = Object.hasOwn(attributes, identity) ? attributes[identity] : undefined;
  if (!attribute) return [`its identity ${JSON.stringify(identity)} is not in the table`];
  if (attribute.mode === "writeOnly") return [`its identity ${identity} is write-only`];
  const isText = attribute.type === "string" || resource.importId !== undefined;
  return isText ? [] : [`its identity ${identity} is no text, so that it needs an importId()`];
}

/** An id is text, so what it tells is one value; a secret would stand in the configuration and in the shell's history. */
function importFlaws({ importing, attributes, identity }: Table): string[] {
  if (!importing) return [];
  const { tells, needs = [], examples } = importing;
  return [
    ...tells.flatMap((name) => {
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (!attribute || name === identity) return [`its import id cannot tell ${JSON.stringify(name)}`];
      const isTellable = ["string", "int", "bool"].some((type) => type === attribute.type);
      return isTellable && !attribute.sensitive ? [] : [`its import id cannot tell ${name}`];
    }),
    ...needs
      .filter((name) => !tells.includes(name))
      .map((name) => `its import id needs ${name}, which it may not tell`),
    ...(examples.length > 0 ? [] : ["its import has no example"]),
  ];
}

/** Without an update every change has to replace, or a plan could not be carried out. */
function updateFlaws<Client>({ attributes }: Table, resource: AnyResource<Client>): string[] {
  if (resource.update) return [];
  return Object.entries(attributes)
    .filter(([, attribute]) => isPlanned(attribute) && !attribute.replaces)
    .map(([name]) => `${name} can change in place, but there is no update()`);
}

function upgradeFlaws<Client>({ version }: Table, resource: AnyResource<Client>): string[] {
  if (!Number.isSafeInteger(version) || version < 0) return [`its version ${version} is no whole number`];
  const steps = Object.keys(resource.upgrade ?? {});
  const wanted = Array.from({ length: version }, (_, from) => String(from));
  return [
    ...wanted
      .filter((from) => !steps.includes(from))
      .map((from) => `upgrade from version ${from} is missing`),
    ...steps
      .filter((from) => !wanted.includes(from))
      .map((from) => `upgrade from version ${from} leads beyond version ${version}`),
  ];
}
