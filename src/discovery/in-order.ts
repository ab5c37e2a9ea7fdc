import type { Configuration } from "./configuration.js";
import type { DiscoveredObject } from "./discovered-object.js";
import type { WrittenValue } from "./written-value.js";

/** The same, each after those that it refers to. */
export function inOrder(configurations: readonly Configuration[]): readonly Configuration[] {
  const ofObject = new Map(configurations.map((one) => [one.object, one]));
  const placed = new Set<Configuration>();
  const place = (one: Configuration) => {
    if (placed.has(one)) return;
    for (const [, said] of one.arguments) {
      for (const to of referredIn(said)) {
        const before = ofObject.get(to);
        if (before) place(before);
      }
    }
    placed.add(one);
  };
  for (const one of configurations) place(one);
  return [...placed];
}

function referredIn(said: WrittenValue): readonly DiscoveredObject[] {
  if (said.is === "reference") return [said.to];
  if (said.is === "list") return said.items.flatMap(referredIn);
  if (said.is === "map") return said.entries.flatMap(([, value]) => referredIn(value));
  return said.is === "object" ? said.fields.flatMap(([, value]) => referredIn(value)) : [];
}
