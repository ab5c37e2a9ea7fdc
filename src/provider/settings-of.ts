import type { Attributes, PlanOf, Table } from "../vocabulary/index.js";

/** What the user decides about an object, apart from what an update carries out by other means. */
export function settingsOf<T extends Attributes>(
  { attributes }: Table<T>,
  ...otherwise: readonly (keyof PlanOf<T> & string)[]
): readonly (keyof PlanOf<T> & string)[] {
  return Object.entries(attributes)
    .filter(([, { mode }]) => ["required", "optional", "defaulted", "gatewayChosen"].includes(mode))
    .map(([name]) => name as keyof PlanOf<T> & string)
    .filter((name) => !otherwise.includes(name));
}
