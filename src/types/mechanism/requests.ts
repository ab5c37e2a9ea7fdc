import { describedWith } from "../../domain/making-mark.js";
import type { RequestFields } from "../../domain/request-fields.js";
import type { Attribute, Attributes } from "../../vocabulary/index.js";
import type { GatewayType } from "./gateway-type.js";
import { isFirstVersion, isNewVersion } from "./new-version.js";

/** Values by the names of their attributes; unset is null. */
export type Values = { readonly [name: string]: unknown };

/** What a create sends: every value that the user gives, and a mark where the type can bear one. */
export function createFields(type: GatewayType, values: Values, mark?: string): RequestFields {
  const marked = mark === undefined ? values : withMark(type, values, mark);
  return { ...fieldsOf(type, (name, { wire }) => wire?.created(marked[name] ?? null)), ...type.fixed.create };
}

/** One request of an update. */
export interface UpdateRequest {
  readonly command: string;
  readonly fields: RequestFields;
  /** The versions that are true once it is done, by their attributes. */
  readonly versions: Values;
}

export interface Change {
  readonly plan: Values;
  readonly prior: Values;
  readonly secrets: Values;
  /** Whether an attribute differs between prior state and plan. */
  changed(name: string): boolean;
  /** The values that the object has now, marks included; undefined for an object that is not there any more. */
  readonly now: Values | undefined;
  /**
   * The secrets that the object holds now, of those that an update sends back; null where it is told to hold none.
   * Default: none is known.
   */
  readonly held?: Values | undefined;
}

/** What an update sends: a request for each command of which an attribute has to change, with all that it takes. */
export function updateRequests(type: GatewayType, change: Change): readonly UpdateRequest[] {
  const { update } = type.commands;
  const { attributes, identity } = type.table;
  const entries = Object.entries(attributes).filter(
    ([name, { wire }]) => name !== identity && wire?.updated && wire.role !== "parts",
  );
  const commands = new Set(entries.map(([, { wire }]) => changedBy(type, wire)));
  return [...commands].flatMap((command): UpdateRequest[] => {
    if (command === undefined) return [];
    const own = entries.filter(([, { wire }]) => changedBy(type, wire) === command);
    const isDue = own.some(([name, attribute]) => hasToChange(name, attribute, change));
    const isGone = change.now === undefined && command === update;
    if (!isDue && !isGone) return [];
    const versions = own.flatMap(([name, attribute]) =>
      attribute.versionedBy !== undefined && hasToChange(name, attribute, change)
        ? [[attribute.versionedBy, change.plan[attribute.versionedBy] ?? null]]
        : [],
    );
    return [{ command, fields: updateFields(type, command, change), versions: Object.fromEntries(versions) }];
  });
}

/** The command by which an attribute is changed where it changes alone. */
export function changedBy({ commands }: GatewayType, wire: Attribute["wire"]): string | undefined {
  return wire?.alone ?? wire?.by ?? commands.update;
}

/** Everything that one command of an update takes, with the object's path. */
export function updateFields(
  type: GatewayType,
  command: string | undefined,
  change: Omit<Change, "changed">,
  mark?: string,
): RequestFields {
  const { plan, secrets, now } = change;
  const marked = mark === undefined ? plan : withMark(type, plan, mark);
  const { identity } = type.table;
  const fields = fieldsOf(type, (name, { wire, versionedBy = "" }) => {
    if (name === identity) return wire?.created(plan[name]);
    if (!wire?.updated || ![wire.alone, wire.by ?? type.commands.update].includes(command)) return undefined;
    if (wire.heldAt !== undefined) {
      if (isTakenAway({ wire, versionedBy }, change)) return wire.updated(null, null);
      const held = change.held?.[name] ?? undefined;
      if (wire.heldUnless !== undefined && (plan[wire.heldUnless] ?? null) !== null)
        return held === undefined ? undefined : wire.updated("", null);
      const kept = isNewSecret({ wire, versionedBy }, change) ? undefined : held;
      return wire.updated(kept ?? secrets[name] ?? plan[name] ?? null, null);
    }
    if (wire.role === "secret" || wire.role === "formOfSecret")
      return isNewSecret({ wire, versionedBy }, change)
        ? wire.updated(secrets[name] ?? null, null)
        : undefined;
    if (wire.sentWith !== undefined && !isNewSecret({ versionedBy: wire.sentWith }, change)) return undefined;
    const value = marked[name] ?? whatIsLeft(type, name);
    return value === undefined ? undefined : wire.updated(value, now?.[name] ?? null);
  });
  return command === type.commands.update ? { ...fields, ...type.fixed.update } : fields;
}

/** The secrets that the object has, by their versions, without which a request must not be sent, and that are not given. */
export function missingSecrets(type: GatewayType, fields: RequestFields, plan: Values): readonly string[] {
  return Object.entries(type.table.attributes).flatMap(([name, { wire, versionedBy = "" }]) => {
    if (wire?.role !== "heldSecret" && wire?.role !== "secret") return [];
    if ((plan[versionedBy] ?? null) === null) return [];
    const sent = Object.keys(wire.created(null));
    return sent.some((field) => field in fields && fields[field] === null) ? [name] : [];
  });
}

/**
 * What an update sends of an attribute that is not set: null clears it; what is left to the gateway is what says so, or
 * what it usually takes, or undefined where it takes what it likes, and then keeps what it has.
 */
function whatIsLeft({ table }: GatewayType, name: string): unknown {
  const { mode, leftToGateway } = (table.attributes as Attributes)[name] ?? {};
  if (mode === "gatewayChosen") return undefined;
  if (leftToGateway === undefined) return null;
  return leftToGateway.said ?? (leftToGateway.varies ? undefined : leftToGateway.usually);
}

function hasToChange(
  name: string,
  { wire, versionedBy, refersTo, canonical }: Attribute,
  change: Change,
): boolean {
  if (wire?.role === "along") return false;
  const isSecret = wire?.role === "secret" || wire?.role === "heldSecret" || wire?.role === "formOfSecret";
  if (isSecret || wire?.heldWith !== undefined) {
    const secret = { wire, ...(versionedBy !== undefined && { versionedBy }) };
    return isNewSecret(secret, change) || isTakenAway(secret, change) || isFirstSecret(name, secret, change);
  }
  if (wire?.sentWith !== undefined) return isNewSecret({ versionedBy: wire.sentWith }, change);
  if (!change.changed(name)) return false;
  if (refersTo === undefined) return true;
  // What the gateway shows already is not sent: an object that was renamed has its new name there, too.
  // The gateway shows no path of an object that is gone.
  const same = (value: unknown) => (value === null ? null : (canonical?.(value as never) ?? value));
  return change.now === undefined || same(change.now[name] ?? null) !== same(change.plan[name] ?? null);
}

/** Whether a secret is to be sent: its version is a new one, or it takes the place of what the object worked with. */
function isNewSecret(
  { wire, versionedBy = "" }: Pick<Attribute, "wire" | "versionedBy">,
  { plan, prior }: Pick<Change, "plan" | "prior">,
): boolean {
  const version = wire?.heldWith ?? versionedBy;
  const [planned, before] = [plan[version] ?? null, prior[version] ?? null] as (number | null)[];
  if (planned !== null && takesPlace(wire, prior)) return true;
  return isNewVersion(planned ?? null, before ?? null);
}

/** Whether an object that is told to hold no such secret is given its first one: it can take the place of no newer one. */
function isFirstSecret(
  name: string,
  { versionedBy = "" }: Pick<Attribute, "versionedBy">,
  { plan, prior, secrets, held }: Change,
): boolean {
  const [planned, before] = [plan[versionedBy] ?? null, prior[versionedBy] ?? null] as (number | null)[];
  return (
    held?.[name] === null &&
    isFirstVersion(planned ?? null, before ?? null) &&
    (secrets[name] ?? null) !== null
  );
}

/** Whether an object is to lose a secret: its version is not set any more, and the secret goes with it. */
export function isTakenAway(
  { wire, versionedBy = "" }: Pick<Attribute, "wire" | "versionedBy">,
  { plan, prior }: Pick<Change, "plan" | "prior">,
): boolean {
  return (
    wire?.endsWithVersion === true &&
    (plan[versionedBy] ?? null) === null &&
    (prior[versionedBy] ?? null) !== null
  );
}

/** Whether the object has worked with what takes the place of a held secret, and holds none. */
export function takesPlace(wire: Attribute["wire"], prior: Values): boolean {
  return wire?.heldUnless !== undefined && (prior[wire.heldUnless] ?? null) !== null;
}

function withMark({ marked, table }: GatewayType, values: Values, mark: string): Values {
  if (marked === undefined) return values;
  const value = values[marked] ?? null;
  const isTags = table.attributes[marked]?.wire?.role === "tags";
  return {
    ...values,
    [marked]: isTags
      ? [...((value as readonly string[] | null) ?? []), mark]
      : describedWith(value as string | null, mark),
  };
}

function fieldsOf(
  { table }: GatewayType,
  of: (name: string, attribute: Attribute) => RequestFields | undefined,
): RequestFields {
  const attributes: Attributes = table.attributes;
  return Object.assign({}, ...Object.entries(attributes).map(([name, attribute]) => of(name, attribute)));
}
