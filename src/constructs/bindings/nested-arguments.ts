import { Token } from "cdktf";
import type { Construct } from "constructs";
import { camelCase } from "../../domain/camel-case.js";
import { isRecord } from "../../domain/is-record.js";
import { type Attribute, type Attributes, fieldsOf, UNKNOWN } from "../../vocabulary/index.js";
import { refusal } from "../refusal.js";
import type { Arguments } from "./check-arguments.js";
import { requireEphemeral } from "./ephemeral-reference.js";
import { known } from "./known.js";

/** One of the objects that stand in an argument, and its name there, such as `rules[0]`. */
export interface NestedArguments {
  readonly prop: string;
  readonly fields: Attributes;
  readonly given: Arguments;
}

/** The objects that an argument holds, as far as they are written out. */
export function nestedArguments(prop: string, { type }: Attribute, value: unknown): NestedArguments[] {
  const nested = fieldsOf(type);
  if (!nested || Token.isUnresolved(value)) return [];
  const { fields, nesting } = nested;
  const places: [string, unknown][] =
    nesting === "single"
      ? [[prop, value]]
      : Array.isArray(value)
        ? value.map((item, index) => [`${prop}[${index}]`, item])
        : Object.entries(Object(value)).map(([key, item]) => [`${prop}[${JSON.stringify(key)}]`, item]);
  return places.flatMap(([at, item]) =>
    isRecord(item) && !Token.isUnresolved(item) ? [{ prop: at, fields, given: item }] : [],
  );
}

/**
 * What is known of an argument at synth, its secrets unknown.
 * @throws Fault LITERAL_SECRET, SECRET_NOT_EPHEMERAL, and VALUE_NOT_ALLOWED where a nested object lacks what is required
 */
export function seenArgument(at: Construct, prop: string, attribute: Attribute, value: unknown): unknown {
  if (isSecret(attribute)) {
    if (value !== undefined && value !== null) requireEphemeral(at, prop, value);
    return UNKNOWN;
  }
  const nesting = fieldsOf(attribute.type)?.nesting;
  const seen = nestedArguments(prop, attribute, value).map(({ prop: place, fields, given }) => {
    const fieldsSeen = Object.entries(fields).map(([name, field]): [string, unknown] => {
      const here = `${place}.${camelCase(name)}`;
      if ((given[name] ?? null) === null && field.mode === "required") {
        throw refusal(at, "VALUE_NOT_ALLOWED", here, "should be set, got nothing", field.doc);
      }
      return [name, seenArgument(at, here, field, given[name])];
    });
    const strangers = Object.entries(given).filter(([name]) => !(name in fields));
    return [given, Object.fromEntries([...fieldsSeen, ...strangers])] as const;
  });
  if (nesting === undefined || seen.length === 0) return known(value);
  const masked = new Map<unknown, unknown>(seen);
  const replaced = (item: unknown) => (masked.has(item) ? masked.get(item) : known(item));
  if (nesting === "single") return replaced(value);
  if (Array.isArray(value)) return value.map(replaced);
  return Object.fromEntries(Object.entries(Object(value)).map(([key, item]) => [key, replaced(item)]));
}

/** Whether the value must not be stored anywhere: write-only, and what the provider block logs in with. */
export function isSecret(attribute: Attribute): boolean {
  return attribute.mode === "writeOnly" || attribute.sensitive;
}
