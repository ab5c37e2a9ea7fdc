import type { FaultCode } from "../../errors/catalog.js";
import type { ActionTable, Rule } from "../../vocabulary/index.js";
import { isUnknown } from "../../vocabulary/index.js";
import { configToAuthor } from "../author/decode.js";
import { callTableFunction } from "../table/call.js";
import { entriesOf, isWriteOnly } from "../table/mode.js";
import type { TfObject } from "../value/value.js";

/** A rule between attributes that a config breaks. */
export interface BrokenRule {
  readonly code: FaultCode;
  /** The attribute that the message points at. */
  readonly at: string;
  /** What was seen. */
  readonly text: string;
}

/**
 * The rules of a table that a config breaks, as far as what they need is known. Every write-only value with a
 * version attribute has one rule of its own: given without a version, a change of it would go unnoticed.
 * @throws Fault TABLE_FUNCTION_FAILED
 */
export function brokenRules(table: ActionTable, config: TfObject): BrokenRule[] {
  const values = configToAuthor(table.attributes, config);
  const broken = [...table.rules, ...versionRules(table)].flatMap((rule): BrokenRule[] => {
    if (rule.needs.some((name) => isUnknown(values[name]))) return [];
    const needed = Object.fromEntries(rule.needs.map((name) => [name, values[name]]));
    const text = callTableFunction("broken", rule.at, () => rule.broken(needed));
    return text === undefined ? [] : [{ code: rule.code, at: rule.at, text }];
  });
  // Told once per place and code: a table may say the version rule in its own words.
  const first = (rule: BrokenRule) => broken.find(({ at, code }) => at === rule.at && code === rule.code);
  return broken.filter((rule) => first(rule) === rule);
}

function versionRules({ attributes }: ActionTable): Rule[] {
  return entriesOf(attributes, isWriteOnly).flatMap(([name, { versionedBy }]): Rule[] =>
    versionedBy === undefined
      ? []
      : [
          {
            code: "WRITE_ONLY_VERSION_MISSING",
            needs: [name, versionedBy],
            at: versionedBy,
            broken: (values) =>
              values[name] !== null && values[versionedBy] === null
                ? `${name} is set, ${versionedBy} is not`
                : undefined,
          },
        ],
  );
}
