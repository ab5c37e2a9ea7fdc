import { isRecord } from "../../domain/is-record.js";
import { isSecretField } from "../../domain/secret-field-name.js";
import type { Attribute, Attributes, Table } from "../../vocabulary/index.js";
import type { Values } from "./requests.js";

/** What an object that the official provider has stored is in the stored form of one of our types. */
export interface FromOfficial {
  readonly state: Values;
  /** Names of what it holds that is secret, and is not carried over. */
  readonly secrets: readonly string[];
  /** Names of what else it says that the type has no attribute for. */
  readonly left: readonly string[];
}

/** What cannot be told from the gateway's own words. */
export interface OfficialWords {
  /** The official provider's names of attributes, by ours. */
  readonly names?: { readonly [attribute: string]: string };
  /** What every request of the type says, by the gateway's names: to say the same is nothing of its own. */
  readonly fixed?: Values;
  /** What is left open, so that the first word of a configuration about it is only recorded. */
  readonly open?: readonly string[];
  /** Values that may be the gateway's own choice, of attributes that do not say so themselves. */
  readonly usually?: Values;
  /** The block of a more general type that says what only this one has. */
  readonly block?: string;
}

/** The official provider's id, and its count of a secret's versions: nothing that a configuration says. */
const ITS_OWN = ["id", "version"];
/** The official provider's own words for the path of an object, the most exact first. */
const PATHS = ["name", "path", "id"];

/**
 * Reads what the official provider has stored: its attributes bear the names of the gateway's requests, with `_` for
 * `-`, and hold what requests hold. Secrets are dropped. The read that follows fills in the rest.
 */
export function fromOfficial(
  { attributes, identity }: Pick<Table<Attributes>, "attributes" | "identity">,
  stored: Values,
  words: OfficialWords = {},
): FromOfficial {
  const used = new Set<string>([...ITS_OWN, ...(words.block === undefined ? [] : [words.block])]);
  const secretOnes = new Set<string>();
  const state: Record<string, unknown> = {};
  const all = { ...saidInBlock(stored[words.block ?? ""]), ...stored };
  for (const [name, attribute] of Object.entries(attributes)) {
    const sources = name === identity ? PATHS : namesOf(name, attributes, words);
    const source = sources.find((one) => Object.hasOwn(all, one) && all[one] !== null);
    if (attribute.mode === "writeOnly") {
      if (source !== undefined) secretOnes.add(source);
      continue;
    }
    const value = source === undefined || isSecretField(source) ? null : meant(attribute, all[source]);
    // What is written otherwise here, and is read, is the gateway's to tell.
    if (source !== undefined && (value !== undefined || isRead(attribute))) used.add(source);
    state[name] = isOpen(name, attribute, value, words) ? null : (value ?? null);
  }
  const said = Object.keys(stored).filter((name) => says(stored[name]));
  const secrets = said.filter(
    (name) => secretOnes.has(name) || (isSecretField(name) && name !== words.block),
  );
  const left = said.filter(
    (name) => !used.has(name) && !secrets.includes(name) && !isFixed(name, stored, words),
  );
  return { state, secrets: secrets.sort(), left: left.sort() };
}

/** What a block says, by the names that the newer types have for it. */
function saidInBlock(block: unknown): Values {
  const [said] = Array.isArray(block) ? block : [];
  if (!isRecord(said)) return {};
  return Object.fromEntries(
    Object.entries(said).map(([name, value]) => [name.replace(/^custom_/, ""), value] as const),
  );
}

/** The most exact first. A name of answers may stand for more than one field: then it is the one's that is called so. */
function namesOf(name: string, attributes: Attributes, { names = {} }: OfficialWords): string[] {
  const { wire } = attributes[name] as Attribute;
  const { names: [sent, ...told] = [] } = wire?.spelled ?? {};
  const sentAs = sent === undefined ? Object.keys(wire?.created(null) ?? {}) : [sent];
  const toldAs = told.map(asStored).filter((one) => !Object.hasOwn(attributes, one));
  return [names[name] ?? [], sentAs.map(asStored), toldAs, name].flat();
}

/** How the official provider spells a field. */
const asStored = (field: string): string => field.replaceAll("-", "_");

/** The value in our form; undefined for what it cannot be. */
function meant({ mode, type, wire, oneOf }: Attribute, raw: unknown): unknown {
  // The official provider's SDK stores what is not set so.
  if (mode === "optional" && raw === false) return null;
  const reading = wire?.spelled?.read(raw);
  const value = reading ? (reading.is === "told" ? reading.value : undefined) : plain(type, raw);
  return oneOf && value !== null && !(oneOf as readonly unknown[]).includes(value) ? undefined : value;
}

/** A value of an attribute of which nothing says how the gateway words it. */
function plain(type: Attribute["type"], raw: unknown): unknown {
  if (type === "bool")
    return raw === "true" || (raw === "false" ? false : typeof raw === "boolean" ? raw : undefined);
  if (type === "string") return typeof raw === "string" ? (raw === "" ? null : raw) : undefined;
  if (type === "int") return Number.isSafeInteger(raw) ? raw : undefined;
  const isTexts = isRecord(raw) && Object.values(raw).every((one) => typeof one === "string");
  if (typeof type !== "object" || !("map" in type) || type.map !== "string" || !isTexts) return undefined;
  return Object.keys(raw).length > 0 ? raw : null;
}

/** Whether the read that follows finds out what the gateway has. */
function isRead({ wire, tellsNothing }: Attribute): boolean {
  return !tellsNothing && (wire === undefined || wire.told !== undefined);
}

/** What is the provider's to find out, or may be the gateway's own choice. */
function isOpen(
  name: string,
  { wire, leftToGateway, canonical }: Attribute,
  value: unknown,
  { open = [], usually = {} }: OfficialWords,
): boolean {
  if (open.includes(name) || wire?.role === "number") return true;
  if (value === undefined || value === null) return false;
  const spelled = (one: unknown) => canonical?.(one as never) ?? one;
  return [leftToGateway?.usually ?? undefined, usually[name]].some(
    (choice) => choice !== undefined && spelled(choice) === spelled(value),
  );
}

/** Whether a stored value is anything but one of the many ways in which the official provider stores nothing. */
function says(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return ![null, undefined, "", false, "false", 0].includes(value as never);
}

function isFixed(name: string, stored: Values, { fixed = {} }: OfficialWords): boolean {
  return Object.entries(fixed).some(([field, value]) => asStored(field) === name && value === stored[name]);
}
