import { camelCase } from "../domain/camel-case.js";
import type { DiscoveredObject } from "./discovered-object.js";
import { labelsOf } from "./labels.js";

/** What an object is called in a configuration. */
export interface ObjectNames {
  /** In Terraform, after the type; unique within it. */
  readonly label: string;
  /** In Terraform. */
  readonly address: string;
  /** In a program; unique among all. */
  readonly variable: string;
}

/** The names of all objects that were found together. */
export function objectNames(
  objects: readonly DiscoveredObject[],
): ReadonlyMap<DiscoveredObject, ObjectNames> {
  const types = new Map<string, DiscoveredObject[]>();
  for (const object of objects) {
    const { type } = object.table;
    types.set(type, [...(types.get(type) ?? []), object]);
  }
  const labelled = [...types].flatMap(([type, all]) => {
    const labels = labelsOf(all.map(({ called }) => called));
    return all.map((object, index) => ({ object, type, label: labels[index] ?? "" }));
  });
  // Terraform tells `a_b` from `aB`; a program that writes both in camel case does not.
  const variables = labelsOf(
    labelled.map(({ type, label }) => `${type}_${label}`),
    (name) => camelCase(name.replace(/_+/g, "_")),
  );
  return new Map(
    labelled.map(({ object, type, label }, index) => [
      object,
      { label, address: `latchkey_${type}.${label}`, variable: variables[index] ?? "" },
    ]),
  );
}
