import type { FaultCode } from "../../errors/catalog.js";
import { Fault } from "../../errors/fault.js";
import {
  type ActionTable,
  type Attribute,
  type Attributes,
  fieldsOf,
  isUnknown,
  type Rule,
} from "../../vocabulary/index.js";
import { configToAuthor } from "../author/decode.js";
import type { Circumstances } from "../report.js";
import { callTableFunction } from "../table/call.js";
import { entriesOf, isComputed, isWriteOnly, mayHoldSecret } from "../table/mode.js";
import { isTfRecord } from "../value/kind.js";
import { counterpart, objectsIn, placesIn, stepTo } from "../value/nested.js";
import { type Path, pathText } from "../value/path.js";
import type { TfObject, TfValue } from "../value/value.js";
import { elementName } from "./element-name.js";

/** A rule between attributes, or between the fields of an object, that a config breaks. */
export interface BrokenRule {
  readonly code: FaultCode;
  /** The attribute or field that the message points at, and the way to it; in a set the way ends at the set. */
  readonly at: string;
  readonly path: Path;
  /** What was seen. */
  readonly text: string;
  readonly advice?: string | undefined;
}

type Values = { readonly [name: string]: unknown };

/**
 * The rules of a table that a config breaks by itself, as far as what they need is known, and those of the objects in
 * it. Every write-only value with a version attribute has one rule of its own: given without a version, a change of it
 * would go unnoticed.
 * @throws Fault TABLE_FUNCTION_FAILED
 */
export function brokenRules({ attributes, rules }: ActionTable, config: TfObject): BrokenRule[] {
  return brokenIn(attributes, rules, config, []);
}

function brokenIn(
  attributes: Attributes,
  rules: readonly Rule[],
  config: TfObject,
  path: Path,
): BrokenRule[] {
  const values = configToAuthor(attributes, config);
  const own = [...rules.filter(({ when }) => when === undefined), ...versionRules(attributes)];
  return [
    ...brokenOf(own, { attributes, config, values, prior: null, path }),
    ...entriesOf(attributes, (attribute) => !isComputed(attribute)).flatMap(([name, attribute]) =>
      brokenInside(attribute, config[name] ?? null, [...path, { attribute: name }]),
    ),
  ];
}

/** What the objects in a value break; one of a set is named at the set. */
function brokenInside({ type, rules = [] }: Attribute, value: TfValue, path: Path): BrokenRule[] {
  const nested = fieldsOf(type);
  if (!nested) return [];
  const { fields, nesting } = nested;
  if (nesting === "set") {
    return objectsIn("set", value).flatMap((item) =>
      brokenIn(fields, rules, item, []).map(({ text, ...rest }) => ({
        ...rest,
        path,
        text: `in the element${elementName(fields, item)} of ${pathText(path)} ${text}`,
      })),
    );
  }
  if (nesting === "single") return isTfRecord(value) ? brokenIn(fields, rules, value, path) : [];
  return placesIn(value).flatMap((at) => {
    const item = counterpart(value, at);
    return isTfRecord(item) ? brokenIn(fields, rules, item, [...path, stepTo(at)]) : [];
  });
}

/** What rules are held against: the config, and the values as authors see them. */
export interface RuleCase {
  readonly attributes: Attributes;
  readonly config: TfObject;
  readonly values: Values;
  readonly prior: Values | null;
  /** Where the object stands that holds these attributes. Default: it is the whole one. */
  readonly path?: Path;
}

/** Those of the rules that are broken. */
export function brokenOf(
  rules: readonly Rule[],
  { attributes, config, values, prior, path = [] }: RuleCase,
): BrokenRule[] {
  // Told once per place and code: a table may say the version rule in its own words.
  const told = new Set<string>();
  return rules.flatMap((rule): BrokenRule[] => {
    const { code, at, advice, needs } = rule;
    if (needs.some((name) => isUnknown(values[name])) || told.has(`${at} ${code}`)) return [];
    const pick = (from: Values) => Object.fromEntries(needs.map((name) => [name, from[name] ?? null]));
    const here = pathText([...path, { attribute: at }]);
    const text = callTableFunction("broken", here, () => rule.broken(pick(values), prior && pick(prior)));
    if (text === undefined) return [];
    told.add(`${at} ${code}`);
    const attribute = writtenPlace(rule, at, attributes, config);
    return [{ code, at: attribute, path: [...path, { attribute }], text, advice }];
  });
}

/** Where the message can point: an attribute that is written, and whose line holds no secret. */
function writtenPlace({ needs }: Rule, at: string, attributes: Attributes, config: TfObject): string {
  return (
    [at, ...needs].find((name) => {
      const attribute = attributes[name];
      return (config[name] ?? null) !== null && attribute && !mayHoldSecret(attribute);
    }) ?? at
  );
}

/** How a broken rule is told. */
export function ruleFault({ code, path, text, advice }: BrokenRule, circumstances: Circumstances): Fault {
  const [first] = path;
  return new Fault(code, {
    ...circumstances,
    seen: text,
    ...(first && "attribute" in first && { attribute: first.attribute }),
    ...(advice !== undefined && { advice }),
  });
}

function versionRules(attributes: Attributes): Rule[] {
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
