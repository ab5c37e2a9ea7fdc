import { type Marked, markTexts, withoutMark, withoutMarks } from "../../domain/making-mark.js";
import { SecretText } from "../../domain/secret-text.js";
import type { Attribute, Attributes, Reading } from "../../vocabulary/index.js";
import { isEmpty, rawAt } from "../wire/index.js";
import type { GatewayType } from "./gateway-type.js";
import type { Values } from "./requests.js";

/** An object as an answer tells it. */
export interface ToldObject extends Marked {
  /** By the names of the attributes; those that no answer tells are not in it. Without marks. */
  readonly readings: { readonly [name: string]: Reading };
  /** The secrets that an update has to send back as the object holds them; every other one is dropped unread. */
  readonly held?: { readonly [name: string]: SecretText };
}

/** What an answer says of every attribute that it tells of. */
export function toldObject(type: GatewayType, answer: unknown): ToldObject {
  const held = heldSecrets(type, answer);
  return { ...readingsOf(type, answer), ...(held && { held }) };
}

function heldSecrets({ table }: GatewayType, answer: unknown): ToldObject["held"] {
  const found = Object.entries(table.attributes).flatMap(([name, { wire }]) => {
    const secret = wire?.heldBy === undefined ? secretHeldAt(answer, wire?.heldAt) : undefined;
    return secret ? [[name, secret] as const] : [];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** The same secrets, as far as the answer tells them: null where the object has none. */
export function heldOrNone({ table }: GatewayType, { held }: ToldObject): Values {
  const told = Object.entries(table.attributes).filter(
    ([, { wire }]) => wire?.role === "heldSecret" && wire.heldBy === undefined,
  );
  return { ...Object.fromEntries(told.map(([name]) => [name, null])), ...held };
}

/** The secret that stands at a path of an answer, or at the first of some; undefined for none. */
export function secretHeldAt(
  answer: unknown,
  at: NonNullable<Attribute["wire"]>["heldAt"] = [],
): SecretText | undefined {
  const found = [at]
    .flat()
    .map((path) => rawAt(answer, path))
    .find((raw) => typeof raw === "string" && raw !== "");
  return found === undefined ? undefined : new SecretText(found as string);
}

function readingsOf(type: GatewayType, answer: unknown): ToldObject {
  const readings = Object.fromEntries(
    Object.entries(type.table.attributes).flatMap(([name, { wire, tellsNothing }]) =>
      wire?.told && !tellsNothing ? [[name, wire.told(answer)] as const] : [],
    ),
  );
  const { marked } = type;
  const reading = marked === undefined ? undefined : readings[marked];
  if (marked === undefined || reading?.is !== "told" || reading.value === null) return { readings };
  const { marks, value } = Array.isArray(reading.value)
    ? partedTags(reading.value)
    : partedText(reading.value as string);
  return { readings: { ...readings, [marked]: { is: "told", value } }, ...(marks && { marks }) };
}

function partedTags(told: readonly string[]) {
  const { tags, marks } = withoutMarks(told);
  return { marks, value: tags.length > 0 ? tags : null };
}

function partedText(told: string) {
  const { description, marks } = withoutMark(told);
  return { marks, value: description };
}

/** The values that an object has now, as an update has to know them: with its marks, which it takes away. */
export function valuesNow(type: GatewayType, found: ToldObject): Values {
  const told = Object.entries(found.readings).flatMap(([name, reading]) =>
    reading.is === "told" ? [[name, reading.value] as const] : [],
  );
  const values: Values = Object.fromEntries(told);
  const { marked } = type;
  if (marked === undefined || type.table.attributes[marked]?.wire?.role !== "tags") return values;
  return {
    ...values,
    [marked]: [...((values[marked] as readonly string[] | null) ?? []), ...markTexts(found)],
  };
}

/** What a refresh stores of an object, and what it could not read. */
export interface Stored {
  readonly values: Values;
  /** Sentences about attributes that were kept as they were stored; without a value. */
  readonly kept: readonly string[];
}

/**
 * What is stored of an object that was read. A field that the answer lacks, or that is nothing that it can be, keeps
 * the stored value and is told: it never plans a change. Spellings, and what is left to the gateway, the engine keeps.
 */
export function storedFrom(type: GatewayType, stored: Values, { readings }: ToldObject): Stored {
  const kept: string[] = [];
  const entries = Object.entries(type.table.attributes)
    .filter(([, { mode }]) => mode !== "writeOnly")
    .map(([name, attribute]): [string, unknown] => {
      const was = stored[name] ?? null;
      const reading = readings[name];
      if (!reading) return [name, was];
      if (reading.is === "told") return [name, reading.value ?? unsaid(attribute)];
      if (reading.is === "silent") return [name, was ?? attribute.default ?? null];
      // What the gateway has set to nothing, it may leave out, and not every gateway tells numbers.
      if (reading.is === "odd") kept.push(`${name}: ${reading.seen}`);
      else if (!isNothing(was) && attribute.wire?.role !== "number") kept.push(`${name} is not told`);
      return [name, was];
    });
  return { values: Object.fromEntries(entries), kept };
}

/** Nothing; of an attribute that cannot be unset, what shows as drift. */
function unsaid({ mode, type }: Attribute): unknown {
  if (mode !== "required") return null;
  if (type === "string") return "";
  if (typeof type === "string") return type === "bool" ? false : 0;
  return "map" in type || "object" in type ? {} : [];
}

/**
 * Whether every value that an answer tells is the one that was sent. What the user left to the gateway may be any, what
 * has commands of its own is brought to the plan afterwards, whatever it is, and what is only said along with a later
 * change is no part of the object. What no answer tells is `untold`.
 */
export function isAsSent(type: GatewayType, sent: Values, told: ToldObject): boolean {
  return !Object.keys(type.table.attributes).some((name) => compared(type, name, sent, told) === "other");
}

/** The attributes of which a value was sent, other than a secret, and no answer tells any. */
export function untold(type: GatewayType, sent: Values, told: ToldObject): readonly string[] {
  return Object.keys(type.table.attributes).filter((name) => compared(type, name, sent, told) === "untold");
}

function compared(
  { table }: GatewayType,
  name: string,
  sent: Values,
  { readings }: ToldObject,
): "same" | "other" | "untold" {
  const attribute: Attribute | undefined = (table.attributes as Attributes)[name];
  if (!attribute?.wire) return "same";
  const { mode, wire, leftToGateway } = attribute;
  if (mode === "computed" || mode === "computedOrNull" || mode === "writeOnly") return "same";
  if (wire.role === "parts") return "same";
  const isLeft = leftToGateway !== undefined || mode === "gatewayChosen";
  const value = sent[name] ?? null;
  const reading = readings[name];
  const isNone = leftToGateway?.saidIsNone === true && value === leftToGateway.said;
  if (reading?.is === "silent" || (isLeft && (value === null || isNone))) return "same";
  if (!reading && wire.role === "along") return "same";
  if (reading?.is === "odd") return "other";
  if (reading?.is === "told") return isSame(attribute, value, reading.value) ? "same" : "other";
  return isNothing(value) ? "same" : "untold";
}

/** Lists are compared as sets, because the gateway keeps no order. */
function isSame({ canonical }: Attribute, sent: unknown, told: unknown): boolean {
  if (isNothing(sent) && sent !== 0 && sent !== false) return told === null || told === "";
  const one = sent === null ? null : (canonical?.(sent as never) ?? sent);
  const other = told === null ? null : (canonical?.(told as never) ?? told);
  if (Array.isArray(one) && Array.isArray(other))
    return other.length === new Set(one).size && one.every((entry) => other.includes(entry));
  if (typeof one === "object" || typeof other === "object") return isSameMap(one, other);
  return one === other;
}

function isSameMap(one: unknown, other: unknown): boolean {
  const sorted = (map: unknown) => JSON.stringify(Object.entries(map ?? {}).sort());
  return sorted(one) === sorted(other);
}

/** What many systems leave out of an answer, because it says nothing. */
function isNothing(value: unknown): boolean {
  return value === null || value === "" || value === 0 || value === false || isEmpty(value);
}
