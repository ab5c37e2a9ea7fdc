import { type Attribute, type Attributes, type Table, UNKNOWN } from "../../vocabulary/index.js";
import { configToAuthor, storedToAuthor, toAuthor } from "../author/decode.js";
import { entriesOf, isGatewayChosen, isPlanned } from "../table/mode.js";
import { type BrokenRule, brokenOf } from "../validate/broken-rules.js";
import { isWhollyKnown } from "../value/kind.js";
import type { TfObject } from "../value/value.js";

/**
 * The rules of a table that only hold as an object is made or changed, and that this change breaks. They see what is
 * planned, with defaults filled in, and the write-only values of the config.
 * @throws Fault TABLE_FUNCTION_FAILED
 */
export function brokenChangeRules(
  table: Table,
  prior: TfObject | null,
  config: TfObject,
  planned: TfObject,
): BrokenRule[] {
  const { attributes, rules } = table;
  const due = rules.filter(({ when }) => when === "change" || (when === "create" && prior === null));
  if (due.length === 0) return [];
  const values = { ...configToAuthor(attributes, config), ...plannedToAuthor(attributes, planned) };
  return brokenOf(due, { attributes, config, values, prior: prior && storedToAuthor(attributes, prior) });
}

/** Without what the gateway may choose: of that a rule sees what the user says. */
function plannedToAuthor(attributes: Attributes, planned: TfObject): Record<string, unknown> {
  const isDecided = (attribute: Attribute) => isPlanned(attribute) && !isGatewayChosen(attribute);
  return Object.fromEntries(
    entriesOf(attributes, isDecided).map(([name, { type }]) => {
      const value = planned[name] ?? null;
      return [name, isWhollyKnown(value) ? toAuthor(type, value) : UNKNOWN];
    }),
  );
}
