import type { AttributeDescription, SchemaDescription, TfType } from "../../../src/engine/index.js";
import { DecimalText, type TfObject, type TfValue } from "../../../src/engine/index.js";
import { isUnknown } from "../../../src/vocabulary/index.js";

/**
 * What Terraform itself would say about a provider's answers. Written from the schema as it is on the wire, and shares
 * no code with the engine: it judges the engine in tests.
 */

/** What is wrong with a value by its type: every object complete, nothing of another kind. */
export function typeComplaints(type: TfType, value: TfValue | undefined, at: string): string[] {
  if (value === undefined) return [`${at}: missing`];
  if (value === null || isUnknown(value)) return [];
  if (typeof type === "string") {
    const kind = value instanceof DecimalText || typeof value === "bigint" ? "number" : typeof value;
    const wanted = type === "bool" ? "boolean" : type;
    if (kind !== wanted) return [`${at}: ${kind} instead of ${wanted}`];
    if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
      return [`${at}: ${value}`];
    if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
      return [`${at}: an inexact number`];
    }
    return [];
  }
  const [kind, inner] = type;
  if (kind === "tuple") return [`${at}: tuples are not served`];
  if (kind === "list" || kind === "set") {
    if (!Array.isArray(value)) return [`${at}: no ${kind}`];
    return value.flatMap((item: TfValue, index) => typeComplaints(inner, item, `${at}[${index}]`));
  }
  if (typeof value !== "object" || Array.isArray(value) || value instanceof DecimalText)
    return [`${at}: no ${kind}`];
  const record = value as { readonly [key: string]: TfValue };
  if (kind === "map") {
    return Object.keys(record).flatMap((key) => typeComplaints(inner, record[key], `${at}[${key}]`));
  }
  return [
    ...Object.keys(record)
      .filter((key) => !(key in inner))
      .map((key) => `${at}.${key}: extra`),
    ...Object.entries(inner).flatMap(([name, part]) => typeComplaints(part, record[name], `${at}.${name}`)),
  ];
}

/** A text that is the same exactly for values that Terraform holds equal. */
export function fingerprint(type: TfType, value: TfValue): string {
  if (value === null) return "null";
  if (isUnknown(value)) return "unknown";
  if (value instanceof DecimalText) return value.text;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "string") return JSON.stringify(value.normalize("NFC"));
  if (typeof value !== "object") return String(value);
  const inner = typeof type === "string" ? "string" : type[1];
  if (Array.isArray(value)) {
    const items = value.map((item: TfValue) => fingerprint(inner as TfType, item));
    return type[0] === "set" ? `{${[...new Set(items)].sort().join()}}` : `[${items.join()}]`;
  }
  const record = value as { readonly [key: string]: TfValue };
  const partType = (key: string): TfType =>
    type[0] === "object" ? ((inner as { [name: string]: TfType })[key] ?? "string") : (inner as TfType);
  return `(${Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}=${fingerprint(partType(key), record[key] ?? null)}`)
    .join()})`;
}

function same(type: TfType, a: TfValue, b: TfValue): boolean {
  return fingerprint(type, a) === fingerprint(type, b);
}

type Parts = { readonly [name: string]: TfValue } | null;

function parts(value: TfValue | undefined): Parts {
  if (value === undefined || value === null || isUnknown(value) || typeof value !== "object") return null;
  return Array.isArray(value) || value instanceof DecimalText ? null : (value as Parts);
}

function own(record: Parts, key: string): TfValue {
  return record && Object.hasOwn(record, key) ? (record[key] ?? null) : null;
}

/** How many elements a set has to Terraform. */
function distinct(type: TfType, value: TfValue): number {
  const element = typeof type === "string" ? type : (type[1] as TfType);
  return new Set(items(value).map((item) => fingerprint(element, item))).size;
}

function items(value: TfValue): readonly TfValue[] {
  return Array.isArray(value) ? value : [];
}

/** What Terraform says about a plan; empty when it accepts it. */
export function planComplaints(
  schema: SchemaDescription,
  prior: TfObject | null,
  config: TfObject | null,
  planned: TfObject | null,
): string[] {
  if (planned === null) return config === null ? [] : ["planned for absence but config wants existence"];
  if (config === null) return ["planned for existence but config wants absence"];
  const wrong = typeComplaints(schema.type, planned, "plan");
  return wrong.length > 0 ? wrong : plannedParts(schema.attributes, prior, config, planned, "");
}

function plannedParts(
  attributes: readonly AttributeDescription[],
  prior: Parts,
  config: Parts,
  planned: Parts,
  at: string,
): string[] {
  return attributes.flatMap((attribute) => {
    const { name } = attribute;
    const value = planned?.[name] ?? null;
    return plannedValue(attribute, prior?.[name] ?? null, config?.[name] ?? null, value, `${at}.${name}`);
  });
}

function plannedValue(
  attribute: AttributeDescription,
  prior: TfValue,
  config: TfValue,
  planned: TfValue,
  at: string,
): string[] {
  const { type, computed, writeOnly, nested } = attribute;
  if (writeOnly) return planned === null ? [] : [`${at}: write-only value in the plan`];
  if (same(type, planned, config)) return [];
  if (computed && config === null) return [];
  if (prior !== null && config !== null && same(type, planned, prior)) return [];
  if (!nested) return [`${at}: planned value does not match config value`];
  if (config === null) return [`${at}: planned for existence but config wants absence`];
  if (planned === null) return [`${at}: planned for absence but config wants existence`];
  if (isUnknown(planned)) return [`${at}: unknown although configured`];
  if (nested.nesting === "single") {
    return plannedParts(nested.attributes, parts(prior), parts(config), parts(planned), at);
  }
  if (nested.nesting === "set") {
    if (holdsUnknown(config) || holdsUnknown(planned)) return [];
    const [wanted, found] = [distinct(type, config), distinct(type, planned)];
    return wanted === found ? [] : [`${at}: count in plan disagrees with count in config`];
  }
  if (nested.nesting === "map") {
    const [before, wanted, found] = [parts(prior), parts(config) ?? {}, parts(planned) ?? {}];
    if (Object.keys(wanted).sort().join() !== Object.keys(found).sort().join()) {
      return [`${at}: keys in plan disagree with keys in config`];
    }
    return Object.keys(found).flatMap((key) =>
      plannedParts(
        nested.attributes,
        parts(own(before, key)),
        parts(own(wanted, key)),
        parts(own(found, key)),
        `${at}[${key}]`,
      ),
    );
  }
  const [before, wanted, found] = [items(prior), items(config), items(planned)];
  if (wanted.length !== found.length) return [`${at}: count in plan disagrees with count in config`];
  return found.flatMap((item, index) =>
    plannedParts(
      nested.attributes,
      parts(before[index]),
      parts(wanted[index]),
      parts(item),
      `${at}[${index}]`,
    ),
  );
}

/** What Terraform says about the object after a successful apply; each of these taints or loses a new object. */
export function applyComplaints(
  schema: SchemaDescription,
  planned: TfObject | null,
  state: TfObject | null,
  hasErrors: boolean,
): string[] {
  if (state === null) return planned === null || hasErrors ? [] : ["no object although one was planned"];
  const wrong = [...typeComplaints(schema.type, state, "state"), ...storedComplaints(schema, state)];
  if (wrong.length > 0 || hasErrors) return wrong;
  if (planned === null) return ["an object after a delete"];
  return schema.attributes.flatMap(({ name, type }) =>
    kept(type, planned[name] ?? null, state[name] ?? null, name),
  );
}

/** What must not be in any stored object. */
export function storedComplaints(schema: SchemaDescription, state: TfObject): string[] {
  return schema.attributes.flatMap(({ name, type, writeOnly, nested }) => {
    const value = state[name] ?? null;
    if (writeOnly && value !== null) return [`${name}: write-only value in the state`];
    if (nested && holdsWriteOnly(nested.attributes, value)) return [`${name}: write-only value inside`];
    return fingerprint(type, value).includes("unknown") && holdsUnknown(value)
      ? [`${name}: unknown in the state`]
      : [];
  });
}

function holdsWriteOnly(attributes: readonly AttributeDescription[], value: TfValue): boolean {
  if (Array.isArray(value)) return value.some((item) => holdsWriteOnly(attributes, item));
  const record = parts(value);
  if (!record) return false;
  const names = new Set(attributes.map(({ name }) => name));
  // A map of objects: its keys are no attributes.
  if (Object.keys(record).some((key) => !names.has(key))) {
    return Object.values(record).some((item) => holdsWriteOnly(attributes, item));
  }
  return attributes.some(({ name, writeOnly, nested }) =>
    writeOnly
      ? (record[name] ?? null) !== null
      : nested && holdsWriteOnly(nested.attributes, record[name] ?? null),
  );
}

function holdsUnknown(value: TfValue): boolean {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return Object.values(parts(value) ?? {}).some(holdsUnknown);
}

function kept(type: TfType, planned: TfValue, state: TfValue, at: string): string[] {
  if (isUnknown(planned) || same(type, planned, state)) return [];
  const [before, after] = [parts(planned), parts(state)];
  if (typeof type !== "string" && type[0] === "object" && before && after) {
    return Object.entries(type[1]).flatMap(([name, part]) =>
      kept(part, before[name] ?? null, after[name] ?? null, `${at}.${name}`),
    );
  }
  if (typeof type !== "string" && type[0] === "map" && before && after) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => kept(type[1], own(before, key), own(after, key), `${at}[${key}]`));
  }
  // Terraform cannot tell which element of a set is which while some of it is unknown.
  if (typeof type !== "string" && type[0] === "set" && holdsUnknown(planned)) return [];
  if (typeof type !== "string" && type[0] === "list" && Array.isArray(planned) && Array.isArray(state)) {
    if (planned.length !== state.length) return [`${at}: length changed`];
    return planned.flatMap((item: TfValue, index) =>
      kept(type[1], item, state[index] ?? null, `${at}[${index}]`),
    );
  }
  return [`${at}: inconsistent result after apply`];
}

/** Whether a place exists in a value, as a requires-replace path must in the prior or in the planned object. */
export function pathExists(value: TfValue, path: readonly object[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if ("index" in step) {
    const item = items(value)[Number(step.index)];
    return item !== undefined && pathExists(item, rest);
  }
  const name = "attribute" in step ? String(step.attribute) : "key" in step ? String(step.key) : "";
  const record = parts(value);
  return record !== null && name in record && pathExists(record[name] ?? null, rest);
}
