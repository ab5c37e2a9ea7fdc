import type { FaultCode } from "../../errors/catalog.js";
import { Fault } from "../../errors/fault.js";
import type { ActionTable, Rule } from "../../vocabulary/index.js";
import { isUnknown } from "../../vocabulary/index.js";
import { configToAuthor } from "../author/decode.js";
import type { Circumstances } from "../report.js";
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
  readonly advice?: string | undefined;
}

type Values = { readonly [name: string]: unknown };

/**
 * The rules of a table that a config breaks by itself, as far as what they need is known. Every write-only value with
 * a version attribute has one rule of its own: given without a version, a change of it would go unnoticed.
 * @throws Fault TABLE_FUNCTION_FAILED
 */
export function brokenRules(table: ActionTable, config: TfObject): BrokenRule[] {
  const rules = [...table.rules.filter(({ when }) => when === undefined), ...versionRules(table)];
  return brokenOf(rules, { table, config, values: configToAuthor(table.attributes, config), prior: null });
}

/** What rules are held against: the config, and the values as authors see them. */
export interface RuleCase {
  readonly table: ActionTable;
  readonly config: TfObject;
  readonly values: Values;
  readonly prior: Values | null;
}

/** Those of the rules that are broken. */
export function brokenOf(rules: readonly Rule[], { table, config, values, prior }: RuleCase): BrokenRule[] {
  // Told once per place and code: a table may say the version rule in its own words.
  const told = new Set<string>();
  return rules.flatMap((rule): BrokenRule[] => {
    const { code, at, advice, needs } = rule;
    if (needs.some((name) => isUnknown(values[name])) || told.has(`${at} ${code}`)) return [];
    const pick = (from: Values) => Object.fromEntries(needs.map((name) => [name, from[name] ?? null]));
    const text = callTableFunction("broken", at, () => rule.broken(pick(values), prior && pick(prior)));
    if (text === undefined) return [];
    told.add(`${at} ${code}`);
    return [{ code, at: writtenPlace(rule, at, table, config), text, advice }];
  });
}

/** Where the message can point: an attribute that is written, and whose line holds no secret. */
function writtenPlace({ needs }: Rule, at: string, { attributes }: ActionTable, config: TfObject): string {
  return (
    [at, ...needs].find((name) => {
      const { mode, sensitive } = attributes[name] ?? {};
      return (config[name] ?? null) !== null && mode !== "writeOnly" && !sensitive;
    }) ?? at
  );
}

/** How a broken rule is told. */
export function ruleFault({ code, at, text, advice }: BrokenRule, circumstances: Circumstances): Fault {
  return new Fault(code, {
    ...circumstances,
    seen: text,
    attribute: at,
    ...(advice !== undefined && { advice }),
  });
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
