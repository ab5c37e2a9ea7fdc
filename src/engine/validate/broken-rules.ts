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
  return brokenOf(rules, configToAuthor(table.attributes, config), null);
}

/** {@link brokenRules} for values and a prior object as authors see them. */
export function brokenOf(rules: readonly Rule[], values: Values, prior: Values | null): BrokenRule[] {
  const broken = rules.flatMap((rule): BrokenRule[] => {
    const { code, at, advice, needs } = rule;
    if (needs.some((name) => isUnknown(values[name]))) return [];
    const pick = (from: Values) => Object.fromEntries(needs.map((name) => [name, from[name] ?? null]));
    const text = callTableFunction("broken", at, () => rule.broken(pick(values), prior && pick(prior)));
    return text === undefined ? [] : [{ code, at, text, advice }];
  });
  // Told once per place and code: a table may say the version rule in its own words.
  const first = (rule: BrokenRule) => broken.find(({ at, code }) => at === rule.at && code === rule.code);
  return broken.filter((rule) => first(rule) === rule);
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
