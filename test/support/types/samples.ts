import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import type { Attribute } from "../../../src/vocabulary/index.js";
import { targetsOf } from "./targets.js";
import { variantsOf } from "./variants.js";

/** Values of a configuration, by attributes; numbers are as an author writes them. */
export type Config = { readonly [name: string]: unknown };

/** One way to configure a type: whole, bare, and with other values one at a time. */
export interface Sample {
  readonly called: string;
  /** What is required, and nothing else. */
  readonly bare: Config;
  /** Everything that can be given. */
  readonly full: Config;
  /** Another value for each attribute that can change in place, and null for each that can be unset. */
  readonly changes: readonly (readonly [name: string, value: unknown])[];
  /** Those of `changes` that an update takes and an answer of the gateway tells. */
  readonly readable: readonly (readonly [name: string, value: unknown])[];
}

/** How a type is tried: by its attributes' own examples, limits and allowed values. */
export function samplesOf(type: GatewayType): readonly Sample[] {
  const variants = variantsOf(type.table.type);
  return variants.map(({ called, given = {}, needed: more = [], without = [], never = [] }) => {
    const attributes = Object.entries(type.table.attributes).filter(
      ([name, { mode }]) => !mode.startsWith("computed") && !without.includes(name),
    );
    const valuesOf = (name: string, attribute: Attribute): readonly unknown[] =>
      name === type.table.identity
        ? [`/types/${type.table.type}`]
        : name in given
          ? [given[name]]
          : attribute.refersTo === "target"
            ? targetsOf(type.table.type)
            : // A value that another way is made for goes with what that one has.
              examplesOf(name, attribute).filter(
                (value) => !never.includes(value) && !variants.some((way) => way.given?.[name] === value),
              );
    const full = Object.fromEntries(
      attributes.map(([name, attribute]) => [name, valuesOf(name, attribute)[0]]),
    );
    const isSecret = ([, { mode, versionedBy }]: (typeof attributes)[number]) =>
      mode === "writeOnly" || versionedBy !== undefined;
    const versions = attributes.flatMap(([, { versionedBy }]) => versionedBy ?? []);
    const ofValues = new Set(
      Object.values(type.table.attributes).flatMap(({ wire }) =>
        wire?.role === "formOfSecret" ? (wire.by ?? []) : [],
      ),
    );
    const isRequired = (name: string, { mode }: Attribute) => mode === "required" || more.includes(name);
    const needed = attributes.filter(
      (one) => isRequired(...one) || one[0] in given || isSecret(one) || versions.includes(one[0]),
    );
    const changes = attributes
      .filter((one) => !isSecret(one) && !versions.includes(one[0]) && one[0] !== type.table.identity)
      .filter(([, { replaces }]) => !replaces)
      .flatMap(([name, attribute]): [string, unknown][] => [
        ...valuesOf(name, attribute)
          .slice(1)
          .map((value): [string, unknown] => [name, value]),
        ...(isRequired(name, attribute) || name in given ? [] : [[name, null] as [string, unknown]]),
      ]);
    return {
      called: called === "" ? type.noun : `${type.noun} ${called}`,
      bare: Object.fromEntries(needed.map(([name]) => [name, full[name]])),
      full,
      changes,
      readable: changes.filter(([name]) => {
        const { wire, tellsNothing } = type.table.attributes[name] ?? {};
        // What is a part of a value is the other writer's until an author says otherwise.
        const isOfValue = ofValues.has(wire?.by ?? "");
        return wire?.told !== undefined && wire.updated !== undefined && !tellsNothing && !isOfValue;
      }),
    };
  });
}

function examplesOf(name: string, attribute: Attribute): readonly unknown[] {
  const { examples, oneOf = [], type, min = 0 } = attribute;
  if (examples) return [...new Set([...examples, ...oneOf])];
  if (oneOf.length > 0) return oneOf;
  if (type === "bool") return attribute.default === true ? [false, true] : [true, false];
  if (type === "int" || type === "number") return [min + 1, min + 2];
  if (type === "string") return [`${name} one`, `${name} two`];
  throw new Error(`${name} should have examples: two values that differ`);
}
