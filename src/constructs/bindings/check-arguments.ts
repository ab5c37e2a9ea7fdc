import type { Construct } from "constructs";
import { camelCase } from "../../domain/camel-case.js";
import { SecretText } from "../../domain/secret-text.js";
import {
  type Attribute,
  type Attributes,
  elementFlaws,
  flawOf,
  holdsUnknown,
  isUnknown,
  type Rule,
  type Table,
} from "../../vocabulary/index.js";
import { refusal } from "../refusal.js";
import { known } from "./known.js";
import { isSecret, nestedArguments, seenArgument } from "./nested-arguments.js";

/** Arguments under Terraform's names; unset is undefined or null. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * Holds arguments against their table: the limits and rules that the provider holds them against too, as far as the
 * values are known at synth. Throws a fault with the construct's path for the first thing that is wrong.
 */
export function checkArguments(at: Construct, table: Table, given: Arguments): void {
  for (const name of Object.keys(given)) {
    const attribute = table.attributes[name];
    if (!attribute || isComputed(attribute)) {
      throw refusal(at, "VALUE_NOT_ALLOWED", camelCase(name), "should not be set: there is no such argument");
    }
  }
  for (const [name, attribute] of Object.entries(table.attributes)) {
    checkArgument(at, camelCase(name), attribute, given[name]);
  }
  checkRules(at, "", table.attributes, table.rules, given);
}

function checkArgument(at: Construct, prop: string, attribute: Attribute, value: unknown): void {
  if (value === undefined || value === null) {
    if (attribute.mode !== "required") return;
    throw refusal(at, "VALUE_NOT_ALLOWED", prop, "should be set, got nothing", attribute.doc);
  }
  const { flaw: ownFlaw, flawCode, each, ...limits } = attribute;
  const seen = seenArgument(at, prop, attribute, value);
  if (isSecret(attribute)) return;
  const doubt = typeof seen === "string" ? attribute.misplaced?.(seen) : undefined;
  if (doubt) throw refusal(at, "KEY_PARTS_SWAPPED", prop, doubt);
  const limitFlaw = flawOf(limits, seen);
  if (limitFlaw) throw refusal(at, "VALUE_NOT_ALLOWED", prop, limitFlaw, attribute.doc);
  const [element] = each && !isUnknown(seen) ? elementFlaws(attribute, seen) : [];
  if (element) {
    const { code, text, advice = code === "VALUE_NOT_ALLOWED" ? attribute.doc : undefined } = element;
    throw refusal(at, code, prop, `has an element that ${text}`, advice);
  }
  const flaw = holdsUnknown(seen) ? undefined : ownFlaw?.(seen as never);
  if (flaw)
    throw refusal(at, flawCode ?? "VALUE_NOT_ALLOWED", prop, flaw, flawCode ? undefined : attribute.doc);
  checkNestedRules(at, prop, attribute, value);
}

function checkNestedRules(at: Construct, prop: string, attribute: Attribute, value: unknown): void {
  for (const { prop: place, fields, given } of nestedArguments(prop, attribute, value)) {
    checkRules(at, `${place}.`, fields, attribute.rules ?? [], given);
    for (const [name, field] of Object.entries(fields)) {
      checkNestedRules(at, `${place}.${camelCase(name)}`, field, given[name]);
    }
  }
}

function checkRules(
  at: Construct,
  place: string,
  attributes: Attributes,
  rules: readonly Rule[],
  given: Arguments,
): void {
  for (const rule of rules) {
    // At synth it is not known whether the object exists already.
    if (rule.when !== undefined) continue;
    const values = Object.fromEntries(
      rule.needs.map((name) => [name, asSeenByRules(attributes[name], given[name])]),
    );
    if (Object.values(values).some(isUnknown)) continue;
    const seen = rule.broken(values, null);
    if (seen === undefined) continue;
    throw refusal(
      at,
      rule.code,
      `${place}${camelCase(rule.at)}`,
      `should fit the other arguments, got: ${seen}`,
      rule.advice,
    );
  }
}

/** Of a secret a rule may only learn whether it is set. */
function asSeenByRules(attribute: Attribute | undefined, value: unknown): unknown {
  return attribute?.mode === "writeOnly" && value !== undefined && value !== null
    ? new SecretText("")
    : known(value);
}

function isComputed(attribute: Attributes[string]): boolean {
  return attribute.mode === "computed" || attribute.mode === "computedOrNull";
}
